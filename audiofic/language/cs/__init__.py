"""Czech: „…“ and »…«, dashes; names are declined, verbs in the past tell who is a woman."""

from __future__ import annotations

import re

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='„“ „” »« “” ""',
    verbs=words(
        """
        řekl řekla říká říkal říkala pravil pravila zeptal zeptala ptal ptala ptá odpověděl odpověděla odpovídá
        odvětil odvětila odsekl odsekla křikl křikla vykřikl vykřikla křičel křičela zvolal zvolala volal volala
        zakřičel zakřičela zašeptal zašeptala šeptal šeptala pošeptal pošeptala zamumlal zamumlala mumlal mumlala
        zabručel zabručela bručel bručela zavrčel zavrčela dodal dodala přiznal přiznala zopakoval zopakovala
        opakoval opakovala naléhal naléhala vysvětlil vysvětlila vysvětloval vysvětlovala pokračoval pokračovala
        přerušil přerušila protestoval protestovala rozkázal rozkázala přikázal přikázala poprosil poprosila prosil
        prosila žadonil žadonila varoval varovala ujistil ujistila tvrdil tvrdila prohlásil prohlásila oznámil
        oznámila navrhl navrhla poznamenal poznamenala podotkl podotkla souhlasil souhlasila zalhal zalhala
        zažertoval zažertovala zasmál zasmála rozesmál rozesmála uchechtl uchechtla zavzlykal zavzlykala zasténal
        zasténala zakoktal zakoktala sykl sykla zasyčel zasyčela zařval zařvala vložil vložila opravil opravila
        přikývl přikývla slíbil slíbila přísahal přísahala pohrozil pohrozila pozdravil pozdravila připomněl
        připomněla povzdechl povzdechla divil divila podivil podivila zaváhal zaváhala vyznal vyznala potvrdil
        potvrdila popřel popřela vyhrkl vyhrkla vydechl vydechla začal začala spustil spustila hlesl hlesla
        """
    ),
    thoughts=words("pomyslel pomyslela myslel myslela"),
    beats=words(
        """
        usmál usmála přikývl přikývla povzdechl povzdechla pokrčil pokrčila podíval podívala zvedl zvedla sklopil
        sklopila otočil otočila položil položila vzal vzala zavřel zavřela otevřel otevřela zamračil zamračila
        zavrtěl zavrtěla polkl polkla sedl sedla posadil posadila vstal vstala přistoupil přistoupila
        """
    ),
    pronouns=by_gender("on", "ona", "ono") | {"oni": "they", "ony": "they", "já": "I"},
    nouns=by_gender(
        """
        muž chlapec kluk stařec mladík pán otec syn bratr dědeček děda strýc bratranec manžel snoubenec král princ
        kapitán doktor lékař profesor učitel voják strážný číšník policista pošťák námořník rybář neznámý cizinec
        soused přítel kněz šéf řidič kuchař vrátný pekař soudce starosta
        """,
        """
        žena dívka holka stařena paní dáma matka dcera sestra babička teta sestřenice manželka snoubenka královna
        princezna lékařka profesorka učitelka servírka policistka pošťačka neznámá cizinka sousedka přítelkyně
        šéfka kuchařka pekařka čarodějnice
        """,
        "hlas osoba někdo dítě duch bytost svědek host",
    ),
    titles=by_gender(
        "pan pana panu pane strýc otec král princ lord sir",
        "paní slečna slečno teta matka královna lady",
        "doktor dr profesor kapitán svatý svatá",
    ),
    first=words("já mě mně mi mnou můj moje má"),
    determiners=words(
        "nějaký nějaká ten ta to tamten jeho její můj moje tvůj tvoje svůj svoje starý stará mladý mladá"
    ),
    prepositions=words("v ve z ze na do od po za pod nad před přes pro bez u o při mezi k ke ku vedle"),
    conjunctions=words("i a nebo ale avšak ani že když jak protože ačkoli jestli tedy kde"),
    adverbs=words(
        """
        ne tak ano jo už také taky vždy nikdy potom pak předtím teď tady tam nikdo nic něco někdo všechno všichni kdo
        co jestli jak kdy kde proč velmi více méně dobře špatně skoro jen jenom ještě dnes včera zítra děkuji prosím
        promiň promiňte ahoj dobrý dobrá den večer no ach och byla byl bylo byli jsou je dva tři čtyři pět pondělí
        úterý středa čtvrtek pátek sobota neděle bůh kapitola možná najednou tiše se si jeho jí mu ji dole konečně
        """
    ),
    talk=words("já mě mně mi mnou ty tebe tě ti tobě my nás nám vy vás vám můj moje tvůj tvoje náš váš"),
    endings=("ovi", "ové", "ami", "ech", "em", "ům", "ou", "ě", "y", "u", "e", "i", "a", "o"),
    feminine=re.compile(r"la$"),
    masculine=re.compile(r"l$"),
    ends_in_a=True,
)
