"""Polish: dashes with their incises, „…” for thoughts; names are declined, verbs tell who is a woman."""

from __future__ import annotations

import re

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='„” „“ «» »« “” ""',
    verbs=words(
        """
        powiedział powiedziała mówi mówił mówiła rzekł rzekła rzucił rzuciła zapytał zapytała pyta spytał
        spytała odpowiedział odpowiedziała odpowiada odparł odparła odrzekł odrzekła krzyknął krzyknęła krzyczał
        krzyczała zawołał zawołała wrzasnął wrzasnęła szepnął szepnęła szeptał szeptała wyszeptał wyszeptała
        mruknął mruknęła mruczał mruczała burknął burknęła warknął warknęła dodał dodała przyznał przyznała
        powtórzył powtórzyła nalegał nalegała wyjaśnił wyjaśniła tłumaczył tłumaczyła ciągnął ciągnęła
        kontynuował kontynuowała przerwał przerwała zaprotestował zaprotestowała rozkazał rozkazała poprosił
        poprosiła błagał błagała ostrzegł ostrzegła zapewnił zapewniła stwierdził stwierdziła oświadczył
        oświadczyła oznajmił oznajmiła zaproponował zaproponowała zauważył zauważyła zgodził zgodziła skłamał
        skłamała zażartował zażartowała zaśmiał zaśmiała roześmiał roześmiała załkał załkała jęknął jęknęła
        wyjąkał wyjąkała bąknął bąknęła syknął syknęła ryknął ryknęła wtrącił wtrąciła zakończył zakończyła
        poprawił poprawiła przytaknął przytaknęła obiecał obiecała przysiągł przysięgła zagroził zagroziła
        przywitał przywitała przypomniał przypomniała westchnął westchnęła zdziwił zdziwiła ucieszył ucieszyła
        zawahał zawahała wyznał wyznała potwierdził potwierdziła zaprzeczył zaprzeczyła wykrzyknął wykrzyknęła
        chciał chciała zaczął zaczęła prychnął prychnęła parsknął parsknęła
        """
    ),
    thoughts=words("pomyślał pomyślała myślał myślała"),
    beats=words(
        """
        uśmiechnął uśmiechnęła skinął skinęła westchnął westchnęła wzruszył wzruszyła spojrzał spojrzała
        podniósł podniosła spuścił spuściła odwrócił odwróciła położył położyła wziął wzięła zamknął zamknęła
        otworzył otworzyła zmarszczył zmarszczyła pokręcił pokręciła przełknął przełknęła usiadł usiadła wstał
        wstała podszedł podeszła
        """
    ),
    pronouns=by_gender("on", "ona", "ono") | {"oni": "they", "one": "they", "ja": "I"},
    nouns=by_gender(
        """
        mężczyzna chłopak chłopiec staruszek starzec młodzieniec pan ojciec syn brat dziadek wujek kuzyn mąż
        narzeczony król książę kapitan doktor lekarz profesor nauczyciel żołnierz strażnik kelner policjant
        listonosz marynarz rybak nieznajomy obcy sąsiad przyjaciel ksiądz szef kierowca kucharz portier piekarz
        sędzia burmistrz blondyn brunet
        """,
        """
        kobieta dziewczyna dziewczynka staruszka pani dama matka córka siostra babcia ciotka kuzynka żona
        narzeczona królowa księżniczka lekarka profesorka nauczycielka kelnerka policjantka listonoszka
        nieznajoma obca sąsiadka przyjaciółka szefowa kucharka portierka piekarka pielęgniarka wiedźma blondynka
        brunetka
        """,
        "głos osoba ktoś dziecko duch istota świadek gość",
    ),
    titles=by_gender(
        "pan pana panu panem wujek ojciec król książę lord sir",
        "pani panią panna ciotka ciocia matka królowa lady",
        "doktor dr profesor kapitan święty święta",
    ),
    first=words("ja mnie mi mną mój moja"),
    determiners=words(
        """
        jakiś jakaś ten ta to tamten tamta jego jej mój moja twój twoja swój swoja stary stara młody młoda inny
        inna
        """
    ),
    prepositions=words("w we z ze na do od po za pod nad przed przez dla bez u o przy między ku obok"),
    conjunctions=words("i a oraz lub albo ale lecz ani że gdy kiedy jak bo ponieważ choć jeśli więc gdzie"),
    adverbs=words(
        """
        nie tak już też także zawsze nigdy wtedy potem przedtem teraz tu tutaj tam nikt nic coś ktoś wszystko
        wszyscy kto co czy jak kiedy gdzie dlaczego bardzo więcej mniej dobrze źle prawie tylko jeszcze dziś
        dzisiaj wczoraj jutro dziękuję proszę przepraszam cześć dobry dobra dzień wieczór no ach och oj była był
        było były jest są dwa trzy cztery pięć poniedziałek wtorek środa czwartek piątek sobota niedziela bóg
        rozdział może nagle cicho się go jej mu ją na dole
        """
    ),
    talk=words("ja mnie mi mną ty ciebie cię ci tobie my nas nam wy was wam mój moja twój twoja nasz wasz"),
    endings=(
        "owie",
        "owi",
        "ami",
        "ach",
        "iem",
        "em",
        "om",
        "ów",
        "ie",
        "ę",
        "ą",
        "y",
        "i",
        "u",
        "a",
        "o",
        "e",
    ),
    feminine=re.compile(r"ła$"),
    masculine=re.compile(r"ł$"),
    ends_in_a=True,
)
