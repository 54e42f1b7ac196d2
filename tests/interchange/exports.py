"""A small Polis export made by hand, and where the real ones and the ballots of real elections are."""

import os
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
Maker = Callable[..., Path]

# Two statements accepted, one rejected, one not looked at; voter 7 changed one vote; voter 9 only passed.
COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,Fri Jul 14 2017,0,7,2,1,1,Buses should run at night
1500000001000,Fri Jul 14 2017,2,7,0,1,1,"Cars, lorries and
motorcycles should pay"
1500000002000,Fri Jul 14 2017,3,8,1,0,-1,Buy cheap watches
1500000003000,Fri Jul 14 2017,5,8,1,0,0,Trams are better
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000010000,x,0,7,-1
1500000020000,x,0,7,1
1500000011000,x,0,8,1
1500000012000,x,0,9,0
1500000013000,x,2,7,-1
1500000014000,x,3,8,1
1500000015000,x,5,8,1
"""
MATRIX = """participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,2,3,5
7,0,2,2,1,1,1,-1,,
8,1,2,3,3,0,1,,1,1
9,,0,1,0,0,0,,,
"""
SUMMARY = 'topic,Night buses?\nurl,https://pol.is/2demo\nvoters,3\nconversation-description,"One line,\nand another."\n'


def polis_data() -> Path:
    return Path(os.environ.get("CONVENOR_DATA", ROOT / "../shared/data")).resolve() / "polis"


def preflib_data() -> Path:
    return Path(os.environ.get("CONVENOR_DATA", ROOT / "../shared/data")).resolve() / "preflib"


CONVERSATIONS = sorted(path.name for path in polis_data().glob("*/")) if polis_data().is_dir() else ["none"]
