"""English first names and their short forms."""

from __future__ import annotations

import re
from typing import Final

_GROUPS: Final = """
abigail abby gail; albert al bert bertie; alexander alec alex sandy xander; alexandra alex sandra lexi; alfred alf
alfie fred; andrew andy drew; anne anna ann annie nan nancy; anthony tony ant; arthur art artie; barbara babs barb;
bartholomew bart; benjamin ben benny; bernard bernie; bridget biddy bridie; catherine cathy cat kate kitty katie;
cecilia cecily cissy; charles charlie chuck chas; charlotte lottie charlie; christina chris tina chrissie; christopher
chris kit topher; constance connie; daniel dan danny; david dave davy; deborah deb debbie; diana di; dorothy dolly dot
dottie dora; edmund ed ned ted eddie; edward ed eddie ned ted teddy; eleanor ellie nell nora elle; elizabeth lizzy
lizzie liz eliza beth betsy betty bess bessie libby; emily em emmy; ernest ernie; eugene gene; florence flo florrie
flossie; frances fanny fran frankie; francis frank; frederick fred freddy freddie; gabriel gabe; geoffrey geoff;
george georgie; gerald gerry; gertrude gertie trudy; gilbert gil bert; gregory greg; harold harry hal; harriet hattie
harry; helen nell nellie; henrietta etta hetty; henry harry hal hank; herbert bert bertie herb; isabella bella izzy
isa; jacob jake; james jim jimmy jamie jem; jane jenny janey; janet jan; jeffrey jeff; jennifer jen jenny; jessica
jess jessie; joan joanie; john jack johnny jon; jonathan jon jonny; joseph joe joey; josephine jo josie; joshua josh;
judith judy; julia jules; katherine kate kathy kitty katie kit; kenneth ken kenny; laurence larry laurie; lawrence
larry laurie; leonard len lenny leo; lewis lew louie; lillian lily lil; louis lou louie; louisa lou; lucille lucy;
lucinda lucy; mabel may; madeleine maddie; margaret maggie meg peggy madge daisy greta rita; martha mattie patty;
martin marty; mary molly polly may mamie; matilda tilly mattie; matthew matt; maximilian max; michael mike mick
mickey; mildred millie; nathaniel nat nate nathan; nicholas nick nicky; oliver ollie; pamela pam; patricia pat patty
trish tricia; patrick pat paddy rick; penelope penny; peter pete; philip phil pip; phillip phil; priscilla cilla;
rebecca becky becca; reginald reg reggie; richard dick rick ricky richie; robert bob bobby rob robbie bert robin;
roderick rod; rodney rod; roger rodge; ronald ron ronnie; rosamund ros rose; rosemary rosie rose; rupert rupe;
samantha sam; samuel sam sammy; sarah sally sadie; sebastian seb bas; solomon sol; sophia sophie; stephanie steph;
stephen steve stevie; steven steve stevie; susan sue susie suzy; susanna sue susie; theodore ted teddy theo; theresa
terry tess tessa; thomas tom tommy; timothy tim timmy; tobias toby; valerie val; victor vic; victoria vicky tori;
vincent vince vinnie; virginia ginny; walter walt wally; wilfred wilf fred; william will bill billy willy liam;
winifred winnie freddie; zachary zach zack
"""


def _pairs() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for group in _GROUPS.split(";"):
        full, *short = group.split()
        for name in short:
            pairs.setdefault(full, set()).add(name)
            pairs.setdefault(name, set()).add(full)
    return {name: frozenset(others) for name, others in pairs.items()}


NICKNAMES: Final = _pairs()
"""A first name in lower case → the names that it is short for, and its own short forms."""


def may_be_short(short: str, full: str) -> bool:
    """Whether one name may be short for another, both in lower case: "lizzy" for "elizabeth", "theo" for "theodora".

    A beginning of three letters or more, with or without "-y", "-ie" or a doubled last letter, is short for the whole.
    """
    if full in NICKNAMES.get(short, ()):
        return True
    stem = short if short in NICKNAMES else _ENDING.sub("", short)
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return 3 <= len(stem) <= len(full) - 2 and full.startswith(stem) and (len(short) <= 4 or stem != short)


_ENDING: Final = re.compile(r"(?:y|ie|ey|s)$")
