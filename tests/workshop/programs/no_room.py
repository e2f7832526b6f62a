"""A workshop on a disk that fills up while people vote, and has room again later. Says what happened, as JSON.

``python no_room.py FOLDER ballast|limit``: another file takes all the room on the disk, or the process may write
no larger file.
"""

import asyncio
import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

from rehearse.workshop import live as at
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.trouble import NotStored
from tests.workshop.sessions import began, last_round, vote, votes, voting


async def main(folder, how):
    place = str(folder / "workshops.db")
    archive = await open_archive(place)
    live = await voting(await at.begin(archive, began()), 1)
    await vote(live, 1, 1)
    take_room(folder, how)
    acknowledged, trouble = 1, None
    while trouble is None:
        try:
            await vote(live, 1, acknowledged + 1)
            acknowledged += 1
        except NotStored as error:
            trouble = error
    seen = last_round(live).votes[1]
    notices = [notice.sentence for notice in live.notices]
    give_room(folder, how)
    await vote(live, 1, acknowledged + 1)
    await live.close()
    stored = votes(await archive.events("s1"), 1)
    notices_after = [notice.sentence for notice in live.notices]
    await archive.close()
    told = {"kind": trouble.kind, "sentence": trouble.sentence, "notices": notices, "notices_after": notices_after}
    print(json.dumps({**told, "acknowledged": acknowledged, "seen": seen, "stored": stored}))


def take_room(folder, how):
    if how == "limit":
        largest = max(path.stat().st_size for path in folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 8_192, resource.RLIM_INFINITY))
        return
    descriptor = os.open(folder / "ballast", os.O_CREAT | os.O_WRONLY)
    with suppress(OSError):
        while True:
            os.write(descriptor, b"x" * 512)
    os.close(descriptor)


def give_room(folder, how):
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        (folder / "ballast").unlink()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
