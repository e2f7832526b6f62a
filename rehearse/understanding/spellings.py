"""Short tables of English: shorthand, joined words, irregular forms, numbers, fillers, words that negate."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    return {key.strip(): value.strip() for key, value in (pair.split("=") for pair in text.split(";") if pair.strip())}


def word_set(text: str) -> frozenset[str]:
    """The words of *text*, which are written with blanks between them."""
    return frozenset(text.split())


SHORTHAND = _pairs("""
    dont=do not; doesnt=does not; didnt=did not; cant=can not; cannot=can not; couldnt=could not; wont=will not;
    wouldnt=would not; shouldnt=should not; isnt=is not; arent=are not; wasnt=was not; werent=were not;
    havent=have not; hasnt=has not; hadnt=had not; aint=is not; mustnt=must not; neednt=need not; shant=shall not;
    im=i am; ive=i have; youre=you are; youve=you have; youll=you will; youd=you would; theyre=they are;
    theyve=they have; theyll=they will; theyd=they would; weve=we have; itll=it will; thats=that is; thatll=that will;
    whats=what is; whos=who is; wheres=where is; hows=how is; heres=here is; theres=there is; lets=let us;
    itd=it would; thatd=that would; whatd=what would; hed=he would;
    gonna=going to; wanna=want to; gotta=have to; gimme=give me; lemme=let me; dunno=do not know; kinda=kind of;
    sorta=sort of; coulda=could have; woulda=would have; shoulda=should have; d'you=do you; dya=do you; d'ya=do you;
    c'mon=come on; cmon=come on; y'all=you; 'em=them; y'know=you know; tis=it is; whadya=what do you;
    u=you; ur=your; r=are; pls=please; plz=please; plese=please; pleease=please; pleeease=please; thx=thanks;
    thnx=thanks; tnx=thanks; ta=thanks; tmrw=tomorrow; tmr=tomorrow; tomorow=tomorrow; wk=week; wks=weeks; hrs=hours;
    mins=minutes; min=minute; cuz=because; coz=because; cos=because; bc=because; bcs=because; becuase=because;
    wfh=work from home; rto=return to office; tbh=to be honest; idk=i do not know; eod=end of day; eow=end of week;
    mgmt=management; dept=department; depts=departments; yeah=yes; yep=yes; yup=yes; yea=yes; yah=yes; aye=yes;
    nope=no; nah=no; naw=no; ppl=people; peeps=people; folks=people; folk=people; mtg=meeting; mtgs=meetings;
    appt=appointment; okay=ok; okey=ok; oki=ok; alright=all right; allright=all right; altho=although;
    tho=though; thru=through; w/=with; b4=before; gr8=great; l8r=later; abt=about; btw=by the way; rn=right now;
    teh=the; hte=the; adn=and; nad=and; taht=that; thta=that; waht=what; wat=what; wut=what; wich=which; wether=whether;
    jsut=just; juts=just; wiht=with; whit=with; witht=with; fro=for; yuo=you; yoru=your; hwo=how; hsi=his;
    thier=their; recieve=receive; alot=a lot; infact=in fact; ofcourse=of course; eachother=each other; aswell=as well;
    abuot=about; aboout=about; wsa=was; si=is; ot=to; cud=could; wud=would; shud=should; cna=can; kno=know; knwo=know;
    sum=some; sed=said; gota=have to; u'd=you would; u'll=you will; il=i will; i'l=i will; sry=sorry;
    sory=sorry; soz=sorry; bout=about; til=until; till=until; 'til=until; untill=until; cheers=thanks;
    ie=that is; eg=for example; esp=especially; def=definitely; prob=probably; probs=problems; defo=definitely;
    mum=mother; mom=mother; mam=mother; mummy=mother; dad=father; daddy=father; email=mail; emails=mails;
    emailed=mailed; emailing=mailing; emial=mail; tel=telephone; fone=phone; hahaha=haha;
    firday=friday; friady=friday; frday=friday; tuseday=tuesday; wensday=wednesday; wednsday=wednesday;
    wendsday=wednesday; thrusday=thursday; thurday=thursday; wokr=work; wrok=work; wroks=works; wroking=working
    """)
"""Short, joined and often mistyped words, and what they stand for."""

COMPOUNDS = _pairs("""
    setup=set up; followup=follow up; backup=back up; checkin=check in; checkup=check up; fulltime=full time;
    parttime=part time; homeoffice=home office; homework=homework; standup=stand up; pickup=pick up; dropoff=drop off;
    catchup=catch up; meetup=meet up; getogether=get together; worktime=work time; halfway=half way; onsite=on site;
    offsite=off site; inperson=in person; homeworking=home working; everyday=every day; anymore=any more;
    anytime=any time; sometime=some time; wiggleroom=wiggle room; walkin=walk in; roundup=round up; writeup=write up;
    workfromhome=work from home; longterm=long term; sideby=side by; babysit=baby sit; handover=hand over;
    timetable=time table; shortterm=short term; micromanage=micro manage; micromanager=micro manager;
    micromanaging=micro managing; lunchtime=lunch time; teambuilding=team building; cowork=co work;
    coworker=colleague; coworkers=colleagues; teammate=colleague; teammates=colleagues; workmate=colleague;
    workmates=colleagues; whiteboard=white board; weekend=weekend; straightforward=straight forward
    """)
"""Words written together that others write apart, made one with them."""

IRREGULAR = _pairs("""
    outing=outing; outings=outing; noted=noted; notes=note;
    left=leav; went=go; gone=go; goes=go; going=go; met=meet; got=get; gotten=get; getting=get; took=tak; taken=tak;
    thought=think; said=say; told=tell; saw=see; seen=see; knew=know; known=know; felt=feel; kept=keep; lost=los;
    losing=los; spent=spend; made=mak; did=do; done=done; does=do; doing=do; gave=giv; given=giv; found=find; sent=send;
    bought=buy; brought=bring; children=child; kids=kid; was=be; were=be; is=be; are=be; am=be; been=be; being=be;
    had=hav; has=hav; having=hav; have=hav; sat=sit; sitting=sit; stood=stand; spoke=speak; spoken=speak; wrote=writ;
    written=writ; writing=writ; drove=driv; driven=driv; came=com; coming=com; come=com; ran=run; running=run;
    heard=hear; held=hold; paid=pay; began=begin; begun=begin; chose=choos; chosen=choos; broke=break; broken=break;
    fell=fall; fallen=fall; understood=understand; taught=teach; caught=catch; shown=show; grew=grow; grown=grow;
    won=win; meant=mean; dealt=deal; built=build; people=peopl; women=woman; men=man; halves=half; lives=lif;
    better=better; best=best; worse=wors; worst=worst; us=us; this=this; his=his; its=it; yes=yes; news=news; using=us;
    used=us; used=us; uses=us; use=us; dying=di; died=di; dies=di; lying=li; lied=li; agreed=agre; agreeing=agre;
    agrees=agre; agree=agre; freed=fre; needed=need; need=need; seeing=see; sees=see; tried=try; tries=try; trying=try;
    days=day; anything=anything; something=something; nothing=nothing; everything=everything; morning=morning;
    evening=evening; during=during; king=king; thing=thing; things=thing; bring=bring; string=string; spring=spring;
    red=red; bed=bed; need=need; speed=speed; feed=feed; hundred=hundred; indeed=indeed; wed=wed; family=family;
    families=family; reply=reply; early=early; daily=daily; weekly=weekly; monthly=monthly; only=only; really=really;
    july=july; friendly=friendly; business=business; always=always; perhaps=perhaps; maybe=maybe; analysis=analysis;
    basis=basis; tennis=tennis; christmas=christmas; bus=bus; plus=plus; less=less; unless=unless; access=access;
    process=process; address=address; discuss=discuss; miss=miss; boss=boss; lot=lot; lots=lot; was=be
    """)
"""Forms that the rules for endings would get wrong, with their stems."""

NUMBER_WORDS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand couple few several "
    "half dozen both zero twice thrice"
)
ORDINAL_WORDS = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
QUESTION_WORDS = word_set("what why how which who whom whose where")
NEGATORS = word_set("not never no without nobody none nothing neither nor hardly barely cannot")
FILLERS = word_set(
    "um umm er erm uh hmm well really actual honest just quite very so too perhaps maybe pleas please also even simply "
    "simpl basical basic like kind sort of know mean a an the all that rather pretty total bit little some my your our "
    "probably probab definitely definit possib possibly always alway still already alread then now only"
)
FUNCTION_WORDS = FILLERS | word_set(
    "i you he she it we they me him her us them be do hav not no yes of to in on at for from with by as and or but if "
    "so this these those there here what which who how when where why can could would will shall should may might must "
    "am is are was were up out about into over off than because while until again once more most much many any each "
    "every all both other such own same one get go let say mak tak com see use us its ok pleas thank sorry it"
)
STAMMERED = word_set("i you he she it we they the a an to of in on at for and or but if that this is be what my your")
"""Words that are only ever said twice running by stammering."""
