"""English words that tell who speaks: verbs of saying, pronouns, titles, kin, nouns for people."""

from __future__ import annotations

from typing import Final

_REGULAR: Final = """
    accuse acknowledge add address admit admonish advise affirm agree allow announce answer apologise apologize
    appeal argue articulate ask assent assert assure babble banter bark bawl beam beckon bellow bemoan bid bite
    blab blabber blare bleat blubber blurt boast boom brag bray breathe bristle broach bubble burble cackle
    cajole call carol caution challenge chant chatter cheer chide chime chirp chirrup chitter choke chortle
    chorus chuckle claim clarify clip cluck coax comfort command comment commiserate complain complete concede
    conclude concur confess confide confirm congratulate console contend continue contradict contribute converse
    convince coo correct cough counsel counter croak croon cry curse dare deadpan decide declare defend demand
    demur denounce deny deride dictate direct disagree dismiss dispute drawl drone echo edge ejaculate elaborate
    emphasise emphasize encourage end enquire entreat enumerate enthuse estimate evade exclaim exhale exhort
    explain explode expostulate exult falter finish flirt fret fume gabble gasp giggle gloat gossip greet
    grimace grin gripe groan grouse growl grumble grunt guess gulp gurgle gush harrumph hazard hesitate hint
    hiss holler hoot howl huff hum hurry imitate implore inform inhale inquire insist instruct interject
    interpose interrogate interrupt intervene intone introduce invite itemise jeer jest jibe joke josh judge
    justify keen lament laugh lecture lie lilt lisp list maintain marvel mention mewl mimic moan mock mouth
    mumble murmur muse mutter mimick nag narrate nod note nudge object observe offer opine order pant persist
    persuade pester pipe plead pledge point posit pout praise prattle pray preach predict press proceed proclaim
    profess promise prompt pronounce propose protest provide prod puff purr push puzzle quaver query question
    quip quote rage ramble rant rasp rationalise rattle realise realize reason reassert reassure rebuff rebuke
    recall recite reckon recommend recount refuse regret reiterate rejoice rejoin relate relent remark remember
    remind reminisce repeat repent reply report reprimand reproach request resolve respond resume retaliate
    retort return reveal rhapsodise roar rumble rush sass scoff scold scowl scream screech seethe shoot shout
    shriek shrill shrug shudder shush sigh simper slur smile smirk snap snarl sneer snicker sniff sniffle
    snigger snipe snivel snort sob soothe specify speculate splutter sputter squawk squeak squeal stammer
    stage-whisper start state stipulate storm stress stumble stutter suggest supply surmise swallow swoon
    sympathise sympathize tack taunt tease temporise testify text thank theorise theorize thunder tout trail
    trill trumpet try tut twitter type urge utter venture verify vociferate voice volunteer vow wager wail
    warble warn welcome wheedle wheeze whimper whine whinge whisper whistle whoop wish wonder worry yammer yap
    yawn yell yelp yip
    """.split()

_IRREGULAR: Final = {
    "say": "said says saying",
    "tell": "told tells telling",
    "speak": "spoke speaks speaking",
    "begin": "began begins beginning",
    "think": "thought thinks thinking",
    "go": "went goes going",
    "swear": "swore swears swearing",
    "sing": "sang sings singing",
    "read": "read reads reading",
    "write": "wrote writes writing",
    "cut": "cut cuts cutting",
    "put": "put puts putting",
    "spit": "spat spits spitting spit",
    "weep": "wept weeps weeping",
    "grind": "ground grinds grinding",
    "break": "broke breaks breaking",
    "bring": "brought brings bringing",
    "burst": "burst bursts bursting",
    "quoth": "quoth",
    "give": "gave gives giving",
    "get": "got gets getting",
    "throw": "threw throws throwing",
    "bite": "bit bites biting",
    "lie": "lied lies lying",
    "shoot": "shot shoots shooting",
    "forbid": "forbade forbids forbidding",
    "plead": "pled pleaded pleads pleading",
    "signal": "signalled signaled signals signalling signaling",
    "sign": "signed signs signing",
    "repeat": "repeated repeats repeating",
    "bid": "bade bid bids bidding",
    "let": "let",
}


def _inflect(verb: str) -> tuple[str, str, str]:
    """Past, third person singular present and -ing form of a regular verb."""
    if verb.endswith("e"):
        return verb + "d", verb + "s", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied", verb[:-1] + "ies", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    doubled = len(verb) < 6 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    stem = verb + verb[-1] if doubled or verb in _DOUBLED else verb
    return stem + "ed", third, stem + "ing"


_DOUBLED: Final = {"admit", "concur", "demur", "rebut", "kid", "tut", "prod", "nag", "rap"}
_UNDOUBLED: Final = {"offer", "utter", "mutter", "enter", "cover", "falter", "pester"}

_STRONG: Final = frozenset(
    """
    say ask reply answer whisper murmur mutter shout cry exclaim yell call tell add declare remark observe
    respond inquire enquire retort insist explain continue demand snap hiss growl mumble stammer stutter agree
    admit suggest speak interrupt repeat announce begin think scream bellow drawl protest return rejoin
    interject
    """.split()
)


def inflected(verb: str) -> tuple[str, ...]:
    """The forms of a verb as a tag may have them: past, third person singular, -ing."""
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split())
    return _inflect(verb) if verb not in _UNDOUBLED else (verb + "ed", verb + "s", verb + "ing")


def _speech_verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    finite: set[str] = set()
    strong: set[str] = set()
    participles: set[str] = set()
    for verb in _REGULAR:
        if verb in _IRREGULAR:
            continue
        past, third, ing = inflected(verb)
        forms = {past, third, verb}
        finite |= forms
        participles.add(ing)
        if verb in _STRONG:
            strong |= forms
    for verb, forms_text in _IRREGULAR.items():
        every = forms_text.split()
        forms = {form for form in every if not form.endswith("ing")} | {verb}
        finite |= forms
        participles |= {form for form in every if form.endswith("ing")}
        if verb in _STRONG:
            strong |= forms
    return frozenset(finite), frozenset(strong), frozenset(participles)


SPEECH_VERBS, STRONG_SPEECH_VERBS, SPEECH_PARTICIPLES = _speech_verbs()
"""Finite forms (past, third person, base) of verbs that may introduce speech; those that hardly do anything else;
and the -ing forms."""

SUBJECT_PRONOUNS: Final = {
    "he": "he",
    "she": "she",
    "they": "they",
    "xe": "xe",
    "ze": "ze",
    "zie": "zie",
    "ey": "ey",
    "fae": "fae",
    "i": "I",
    "we": "we",
}
"""Subject form → the pronoun it belongs to."""

PRONOUNS: Final = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themself": "they", "themselves": "they",
    "xe": "xe", "xem": "xe", "xyr": "xe", "xyrs": "xe", "xemself": "xe",
    "ze": "ze", "hir": "ze", "hirs": "ze", "zir": "ze", "zirs": "ze",
    "ey": "ey", "em": "ey", "eir": "ey",
    "fae": "fae", "faer": "fae", "faers": "fae",
}  # fmt: skip
"""Any form → its subject form."""

PRONOUN_SETS: Final = {
    "he": "he/him", "she": "she/her", "they": "they/them", "xe": "xe/xem", "ze": "ze/hir", "ey": "ey/em",
    "fae": "fae/faer",
}  # fmt: skip

DETERMINERS: Final = frozenset("the a an his her my our their your this that another one".split())

POSSESSIVES: Final = frozenset("his their my our your xyr hir zir eir faer".split())

AUXILIARIES: Final = frozenset(
    """
    had has have was were is are did does do could would should might may must can will shall been being be to
    """.split()
)

PREPOSITIONS: Final = frozenset(
    """
    at to towards toward with from of for by behind beside besides against around over under into onto upon on
    in between after before near past through across about like than as past beneath opposite off without
    """.split()
)

CONJUNCTIONS: Final = frozenset(
    """
    and but or then so that who whom which when while as if because though although before after until since
    where
    """.split()
)

COMMON_VERBS: Final = frozenset(
    """
    was were is are had has did does said says went goes came comes took takes gave gives got gets made makes
    knew knows thought thinks saw sees felt feels found finds left leaves let lets kept keeps held holds stood
    stands sat sits ran runs put puts turned turns looked looks seemed seems could would should might can will
    shook shakes rose rises began begins bit bites blew blows broke breaks brought brings caught catches chose
    chooses drew draws drank drinks drove drives ate eats fell falls flew flies forgot forgets froze freezes
    grew grows heard hears hid hides hit hits hung hangs leant lay lies lost loses meant means met meets paid
    pays read rode rang rings sang shot shut slept slid smiled smiles sighed sighs spoke speaks spun stole
    struck swallowed swung threw told understood woke wore wrote nods nodded laughs laughed frowns grins shrugs
    shrugged stares stared never always ever
    """.split()
)
"""Forms of frequent verbs of doing, and adverbs that stand before one."""

MALE_TITLES: Final = frozenset(
    """
    mr mister sir lord king prince duke count baron father brother uncle grandfather master monsieur m herr
    signor señor don emperor abbot friar rev reverend grandpa dad daddy papa
    """.split()
)
FEMALE_TITLES: Final = frozenset(
    """
    mrs miss ms lady queen princess duchess countess baroness mother sister aunt grandmother mistress madame mme
    madam mademoiselle mlle frau fräulein signora signorina señora doña empress dame nurse auntie grandma mum
    mom mama nanny abbess
    """.split()
)
NEUTRAL_TITLES: Final = frozenset(
    """
    mx dr doctor professor prof captain capt cap’n cap'n colonel col general gen major lieutenant lt sergeant sgt
    corporal private inspector detective officer agent judge president saint st chief commander cmdr admiral constable
    senator governor mayor minister secretary director coach cousin ensign marshal squire old little young dear
    poor
    """.split()
)
TITLES: Final = MALE_TITLES | FEMALE_TITLES | NEUTRAL_TITLES

SURNAME_TITLES: Final = frozenset(
    """
    mr mrs miss ms mx dr doctor professor prof captain capt colonel col general gen major lieutenant lt sergeant sgt
    corporal private inspector detective officer agent judge president chief commander cmdr admiral constable senator
    governor mayor mister monsieur m herr signor señor madame mme mademoiselle mlle frau fräulein reverend rev
    """.split()
)
"""Titles that go before a surname; "Sir", "Aunt" go before a first name."""

ABBREVIATED: Final = frozenset("mr mrs ms mx dr prof st capt col gen lt sgt cmdr rev mme mlle m jr sr".split())
"""Titles with a full stop that ends no sentence."""

MALE_NOUNS: Final = frozenset(
    """
    man boy gentleman lad fellow guy bloke father dad daddy papa brother uncle son grandfather grandpa nephew
    husband boyfriend king prince lord duke count baron waiter butler footman priest monk wizard sorcerer actor
    landlord policeman fisherman sailor knight squire coachman postman sheriff friar guardsman milkman chauffeur
    steward widower emperor dwarf cabman coachboy newsboy schoolboy errand-boy shopman foreman watchman
    gamekeeper turnkey gaoler jailer constable waterman boatman ferryman horseman doorman barman salesman craftsman
    nobleman gentlemen madman workman postboy bishop archbishop pope rabbi imam vicar curate parson pastor clergyman
    missionary beadle groom bridegroom squire ostler lacquey lackey valet page pageboy sultan nawab khan caliph
    landowner husbandman hangman stableman huntsman
    """.split()
)
FEMALE_NOUNS: Final = frozenset(
    """
    woman girl lady lass gal mother mum mom mama mamma sister aunt auntie daughter grandmother grandma niece
    wife girlfriend queen princess duchess countess waitress maid housekeeper nun witch actress landlady hostess
    governess widow nurse empress sorceress heroine stewardess housemaid schoolgirl bride chambermaid parlourmaid
    parlormaid parlour-maid parlor-maid maidservant laundress seamstress barmaid charwoman washerwoman dairymaid
    noblewoman policewoman saleswoman prioress abbess matron midwife dowager goddess mistress patronne ballerina
    grandma granny nanny au-pair
    """.split()
)
NEUTRAL_NOUNS: Final = frozenset(
    """
    doctor professor captain teacher barista bartender driver officer inspector detective sergeant colonel
    general stranger visitor guest clerk cook chef baker librarian student child kid teenager cousin friend
    neighbour neighbor boss secretary judge lawyer soldier guard servant healer medic blond blonde brunette
    redhead ginger werewolf vampire android alien pilot agent assassin thief hunter hacker singer artist writer
    owner manager assistant partner roommate client patient creature monster ghost voice detective alpha omega
    beta hero villain apprentice blacksmith miller porter messenger other speaker elder younger auror ranger elf
    innkeeper shopkeeper caller operator receptionist editor proprietor croupier surgeon physician magistrate chairman
    chairwoman chairperson conductor drummer farmer gardener tailor barber butcher grocer merchant trader peddler
    pedlar pawnbroker banker cashier accountant engineer mechanic technician scientist researcher reporter journalist
    photographer painter musician pianist violinist dancer player captain lieutenant major admiral sailor pirate
    bosun smuggler bandit robber burglar murderer killer killer prisoner convict beggar tramp peasant villager
    townsman traveller traveler passenger tourist pilgrim hermit monk scholar author poet novelist critic lecturer
    principal headmaster headmistress headteacher dean tutor coach trainer referee captain champion gladiator warrior
    fighter archer bowman swordsman mercenary bodyguard bouncer warden jailor keeper ranger forester woodcutter
    carpenter mason builder plumber electrician courier driver chauffeur cabbie trucker bellhop concierge host
    bartender chef dishwasher registrar paramedic surgeon intern nurse dentist therapist counsellor counselor
    psychiatrist vet chemist apothecary alchemist mage necromancer seer oracle prophet priestess cleric druid bard
    jester fool demon devil angel god spirit phantom fairy faerie goblin troll giant dragon wolf fox cat dog horse
    raven owl snake spider robot cyborg hologram computer president senator governor ambassador minister mayor
    councillor deputy commander commissioner superintendent investigator spy informant witness suspect victim juror
    attorney barrister solicitor prosecutor defendant auctioneer announcer presenter interviewer translator
    interpreter newcomer intruder bystander onlooker latecomer youth youngster toddler baby infant twin sibling
    eldest youngest oldest parent grandparent spouse fiancé fiancée lover companion colleague classmate rival enemy
    subaltern dealer
    """.split()
)
PERSON_NOUNS: Final = MALE_NOUNS | FEMALE_NOUNS | NEUTRAL_NOUNS

KIN_NAMES: Final = frozenset(
    """
    father mother dad daddy papa pa mum mom mama mamma mummy mommy ma grandpa grandad granddad grandma gran granny
    nana nanny auntie uncle aunt grandfather grandmother sister brother
    """.split()
)
"""Kin that one may call so without an article: "said Mother"."""

NOT_NAMES: Final = frozenset(
    """
    a about above after again against ah all already also although always am an and another any anyone anything
    anyway are as ask at away back be because been before behind being below beside besides best better between
    beyond both but by bye call can cause certainly chapter christ clearly come could course damn day dear
    despite did do does doing done down during each earlier eight either eleven else english enough er even ever
    every everybody everyone everything exactly except far few fine finally first five for forgive four french
    from fuck further german get give go god good goodbye goodness had half has hasn have having he heaven
    heavens hell hello her here hers herself hey hi him himself his hm hmm how however i if in indeed inside
    instead into is it its itself jesus just keep last later least leave less let lets like listen little look
    lord many may maybe me mine more most much must my myself near neither never next nice nine no nobody none
    nonsense nor not nothing now nowhere of off oh ok okay old on once one only onto open or other others
    otherwise our ours out outside over part perhaps please poor pray quite rather really right said same say
    see seven several shall she should shut since six so some somebody somehow someone something sometimes
    somewhere soon sorry still stop such sure surely take tell ten than thank thanks that the their them
    themselves then there therefore these they thing this those though three through thus till to today together
    tomorrow tonight too towards true try twelve twice two uh um under unless until up upon us very wait was
    watch we well were what whatever when whenever where wherever whether which while who whoever whom whose why
    will with within without won wonderful work would wow yeah yes yesterday yet you your yours yourself monday
    tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december christmas easter halloween italian american british scottish irish russian spanish
    dutch latin greek street road avenue square bridge river park house hall castle inn hotel church school
    college university london paris england france scotland ireland america europe germany italy spain volume
    book prologue epilogue part scene act ch pov tv uk us usa fbi cia dna ii iii iv vi vii viii ix xi xii
    summary note notes author yours dearest sincerely o aye h’m h'm hm ma’am ma'am madam sir hush alas bravo
    alright flying emergency good-bye goodbye gawd lawd ladyship lordship majesty highness india indian china japan
    africa asia australia rome greece vienna berlin moscow venice ireland wales york
    hullo halloa hallo pooh pshaw bah tut hum humph lo eh ha hee hurrah oho whew gosh
    """.split()
)
"""Words that begin a sentence, an exclamation or a place rather than name a person, in lower case."""

PLACE_NOUNS: Final = frozenset(
    """
    end villa hill grange lodge abbey manor farm cottage bank court place lane terrace gardens garden crescent row
    office ministry station department hospital alley tower village town city county island isle mountain mountains
    lake bay harbour harbor beach forest wood woods valley palace market cafe café bar pub club theatre theater museum
    library academy institute company society committee war times post prophet press
    """.split()
)
"""What a name of several words ends in that is no person's."""

NUMBERS: Final = frozenset("one two three four five six seven eight nine ten eleven twelve thirteen".split())
FUNCTION_WORDS: Final = (
    frozenset(
        """
        i you we he she it they nobody somebody everybody anybody someone anyone everyone everything nothing something
        none all both each many most much more less few several other others another who what which this that these
        those there here then now so and but or nor yet still just only even
        """.split()
    )
    | PRONOUNS.keys()
    | AUXILIARIES
    | PREPOSITIONS
    | CONJUNCTIONS
    | DETERMINERS
)
"""Words that stand for people and things or hold a sentence together, and never are names."""
COMMON_WORDS: Final = NOT_NAMES | SPEECH_VERBS | COMMON_VERBS | PERSON_NOUNS | KIN_NAMES | PRONOUNS.keys() | AUXILIARIES
"""Words that, in small letters, are more likely to be themselves than a name."""
