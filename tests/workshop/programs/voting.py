"""A workshop in which people vote as fast as they are acknowledged: begun at the first start, resumed at each other.

``python voting.py PLACE SESSION SEATS``. Says ``room SEQUENCE PHASE UNTIL`` once it is there, then ``SEAT NUMBER`` for
each vote that was acknowledged: everybody votes for 1, 2, 3, …, and after a restart first again for what they have.
"""

import asyncio
import sys
import time

from rehearse.workshop import live as at
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.trouble import NotRead
from rehearse.workshop.session import rules
from tests.workshop.sessions import MANY, began, last_round, vote_until_told, voting


async def main(place, session, seats):
    archive = await open_archive(place)
    try:
        live = await at.resume(archive, session)
    except NotRead:
        live = await voting(await at.begin(archive, began(session)), seats)
        until = time.time() + 3_600
        await live.submit(lambda room: rules.set_timer(room, until))
    last = last_round(live)
    print("room", live.room.sequence, live.room.phase, last.until, flush=True)
    await asyncio.gather(*(vote_on(live, seat, int(last.votes.get(seat, 1))) for seat in range(1, seats + 1)))


async def vote_on(live, seat, first):
    for number in range(first, len(MANY) + 1):
        await vote_until_told(live, seat, number)
        print(seat, number, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
