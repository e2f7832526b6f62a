"""A workshop that is served from a disk that fills up, and has room again later. Says what people were told, as JSON.

``python no_room_served.py FOLDER ballast|limit``: as ``no_room.py`` takes the room.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.workshop.programs.no_room import give_room, take_room
from tests.workshop.served import html, served


async def main(folder, how):
    async with served(folder) as session, session.person() as ann, session.lead() as (coach, _):
        options = await session.ask()
        take_room(folder, how)
        acknowledged: list[str] = []
        answer = None
        while answer is None or answer.status_code == 200:
            option = options[len(acknowledged) % len(options)]
            answer = await session.vote(ann, option)
            if answer.status_code == 200:
                acknowledged.append(option)
            await asyncio.sleep(0.34)  # three a second are taken from one person
        told = {"status": answer.status_code, **answer.json(), "acknowledged": acknowledged}
        told |= {"counts": session.votes.get(1, ""), "coach": await html(coach, "/remote")}
        give_room(folder, how)
        told["after"] = (await session.vote(ann, option)).status_code
        told |= {"counts_after": session.votes[1], "option": option, "coach_after": await html(coach, "/remote")}
        print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
