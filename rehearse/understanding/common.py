"""Common English words that the thesaurus may not hold: never taken for slips of the keyboard."""

from rehearse.understanding.spellings import word_set

COMMON_WORDS = word_set(
    """
        about above across act actor adam add adult africa again age agent agree air alarm album alien alive alley
    allow     amber amount amuse angel anger angle ankle annual apple apply apron arch area arena argue arm army
    arrow art ash     aunt baby back bacon bad bag bake baker baking ball banana band bank bar bare bark barn base
    basil basket bass bat     bath battery beach bead beak beam bean bear beard beast beat bee beef been beer beetle
    bell belly belt bench bend     berry bike bill bind bird birth bite bitter black blade blame blanket blast blend
    bless blind blink block blood     bloom blow blue blues blur boat body boil boiled boiling bold bolt bomb bone
    book boot border bore born borrow     bottle bottom bounce bow bowl box brain brake branch brand brass brave
    bread breath breed breeze brick bride bright     broad bronze brother brown brush bubble bucket bug bull bullet
    bump bunch bundle bunny burger burn burst bury bush     butter button buyer buzz cabbage cabin cable cactus cage
    calf camel camera camp canal candle candy cannon canoe     canvas cape capital captain carbon card cargo carpet
    carrot cart carve castle cave ceiling cell cellar cement     century cereal chain chalk champion chapter charm
    chase cheap cheek cheer cheese cherry chess chest chew chick     chicken chimney chin china chip chocolate choir
    chop chopped chord chorus church cider cigar circle circus city     civil claim clap classic claw clay clean
    clever cliff climb clock cloth cloud clover clown club clue coal coast     coat cobra coconut code coffin coin
    cola collar colonel colour color column comb comet comic compass concert cone     cookie copper coral cord cork
    corn corner cotton couch cough country courage cousin crab crack cradle craft crane     crash crayon cream creek
    crew cricket crime crisp crocus crop cross crow crowd crown cruise crumb crush crust cry     crystal cube
    cucumber cup cupboard curry curtain curve cushion custard cycle daisy damp dance dancer dark dart dash     dawn
    dead deaf dear death debt deck deer den dense dent desert dessert devil dew dial diamond diary dice diet dig
    dime dinosaur dirt dirty dish disk ditch dive dizzy dock doctor dodge dog doll dolphin dome donkey donut door
    dose     dot double dough dove down dragon drain drama draw drawer dream dress drift drill drink drinking drip
    drop drown     drug drum dry duck dull dump dust dwarf eagle ear earl earth east eat echo edge eel egg elbow
    elder elephant elf     elm emerald emperor empire empty enemy energy engine equator error eve evil exam exit eye
    fabric face fact fade fairy     faith falcon fame famous fan fancy farm farmer fast fat fate father feast
    feather fence fern ferry fever fiction     field fig fight film fin finch finger fire fish fist flag flame flash
    flask flat flavor flavour flea fleet flesh     flip float flock flood floor flour flow flower flu fluid flute
    fly foam fog foil fold folk food foot forest forge     fork fort fossil fountain fox frame freeze fresh fridge
    fried friend frog frost frozen fruit fry fudge fun funeral     funny fur galaxy gallon gallop game garden garlic
    gas gate gem genie ghost giant gift ginger giraffe girl glacier     glad glass globe gloomy glory glove glow
    glue goal goat god gold golden goldfish goose gorilla gospel gown grape     grass grave gravity gravy gray
    grease grey grill grin grip ground guard guest guide guitar gum gun gym hail hair     half hall ham hammer
    hamster hand handle harbor harbour hare harp harvest hat hatch hate hawk hay hazel head heart     heat heaven
    heavy hedge heel height helium hell helmet hen herb herd hero hill hint hip hippo hive hobby hockey hole
    holly holy honest honey hood hoof hook hoop hop horn horse hose host hotel hound house hug huge human humid
    humor     hungry hunt hut ice icon igloo ink inn insect iron island ivory ivy jacket jail jam jar jaw jazz jeans
    jelly jet     jewel joke joker jolly joy judge juice juicy jump jungle jury kebab kettle key kick kidney kill
    king kingdom kiss     kite kitten kiwi knee knife knight knit knock knot koala label lace ladder lady lake lamb
    lamp land lane laser late     laugh lava law lawn lazy lead leaf leak lean learn leather leek leg legend lemon
    lens lentil leopard letter lettuce     lever lick lid life lift light lily lime limit line link lion lip lips
    liquid list litre liver lizard load loaf     lobster lock log london loop lord lorry loud love low luck lucky
    lump lunar lung lyric magic magnet magpie maid     mango map maple marble march mark mars marsh mask mass mast
    match meadow meal meat medal melody melon melt menu     mercy merit mermaid metal meteor mice milk mill mind
    mine miner mint mirror mist mix mixed model monk monkey     monster moon moss moth mother motor mount mountain
    mouse mouth mud mule muscle museum mushroom music myth nail     name napkin narrow nature navy near neck needle
    neon nerve nest net night noble noise noodle north nose note novel     nurse nut oak oar oasis oat ocean octopus
    oil olive onion opera oral orange orbit orchid organ otter oven owl owner     oxygen oyster pack paddle page
    pain paint pair palace palm pan panda panel panic pants parade parcel paris park     parrot parsley part party
    pass passion pasta paste pastry path patrol paw pea peace peach peak peanut pear pearl     pebble pedal peel
    pencil penguin pepper perfume petal petrol phrase piano pickle pie pig pigeon pillow pilot pin     pine pink
    pint pipe pirate pistol pit pizza plain plane planet plant plastic plate player plot plow plug plum     pocket
    poem poet point poison polar pole polish pollen pond pony pool poor pop poppy porridge port pot potato
    potatoes pound pour powder power prawn pray prayer price pride prince princess prison prize prune pub pudding
    pull     pulse pump pumpkin punch pupil puppet purple purse puzzle pyramid quail quake quarter queen quest quick
    quilt rabbit     race radar radio radish raft rail rain rainbow raisin ranch rat rattle raven raw ray razor
    recipe record reef     reptile rhyme rhythm rib ribbon rice rich riddle ride rifle ring riot river robin rock
    rocket rocks rod roll roman     roof root rope rose roses rot rough round row royal rub rubber ruby rug ruin
    ruler rum rumour runner rust sack sad     saddle safari sage sail sailor saint salad salmon salt sand sandwich
    sauce saucer sausage saw scale scar scarf     scene scent scissors score scream screw sea seal season secret
    seed shade shadow shake shallow shape shark sharp     sheep sheet shell shelf shield shine ship shirt shoe shoes
    shop shore short shot shoulder shout shovel shower     shrimp sign silk silver sing singer sink sip siren sister
    size skate ski skin skirt skull sky slave sled sleeve     slice slide slim slip slow smart smell smile smoke
    smooth snack snail snake sneeze soap soccer sock soda sofa soft     soil solar soldier solid song sonic sore
    soul soup sour south soy space spade spark speaker spear spell spice     spider spill spin spinach spirit spit
    splash sponge spoon sport spot spray squad square squash squirrel stable     stack stadium stage stair stake
    stamp star station statue steak steam steel steep stem stick sting stir stitch     stock stone stool storm story
    stove straw stream street string strip stripe strong stuff sugar suit sun sunny sunset     supper surf surface
    swamp swan sweat sweater sweet swim swing switch sword symbol syrup tail tailor tale tall tango     tank tap
    tape target taste tasty taxi tea tear teeth telly temple tender tennis tent test thief thigh thin thorn
    throat throne throw thumb thunder tide tie tiger tile timber tin tip tire toast toaster toe toilet tomato tomb
    tongue tool tooth torch tornado tortoise touch tower town toy track tractor trail train trap tray treasure tree
    triangle tribe trick trumpet trunk tube tulip tuna tunnel turkey turtle twig twin uncle uniform universe valley
    vampire van vase vault vegan vegetable veil vein velvet vessel vest village vine vinegar violet violin virus
    voice     volcano vote voyage waffle wagon waist wall wallet walnut wand war wardrobe warm wash wasp watch water
    waterfall     wave wax wealth weapon weather wedding weed weird whale wheat wheel whip whisper whistle white
    wicked wide widow     wife wild willow wind window wine wing wings winter wipe wire wisdom wise witch wizard
    wolf wood wool world worm     worth wound wrap wrist wrong yacht yard yellow yoga yogurt youth zebra zero zipper
    zone zoo
    """
)
"""Words for things that have nothing to do with an office, so that "flour" is not read as "four"."""
