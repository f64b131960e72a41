"""Italian: «…», “…” and dashes."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    verbs=words(
        """
        disse dice diceva chiese chiede chiedeva domandò domanda rispose risponde rispondeva replicò replica
        esclamò esclama gridò grida urlò urla sussurrò sussurra sussurrava mormorò mormora borbottò borbotta
        brontolò grugnì ringhiò aggiunse aggiunge ammise ammette ripeté ripete insisté insistette insiste spiegò
        spiega commentò continuò continua proseguì riprese interruppe protestò protesta ordinò ordina pregò
        supplicò avvertì avverte assicurò affermò confessò confessa dichiarò annunciò propose propone suggerì
        suggerisce precisò concesse riconobbe accettò negò mentì scherzò rise ride ridacchiò singhiozzò gemette
        balbettò farfugliò bisbigliò sibilò ruggì abbaiò sbottò fece intervenne osservò notò concluse corresse
        annuì concordò obiettò promise giurò minacciò salutò chiamò offrì ricordò informò rimproverò canticchiò
        lesse esitò sospirò sospira ribatté confermò rivelò balbettava ansimò incalzò domandava
        """
    ),
    thoughts=words("pensò pensa pensava rifletté"),
    beats=words(
        """
        sorrise annuì scosse sospirò guardò alzò abbassò girò posò prese chiuse aprì aggrottò rise si deglutì
        strinse incrociò arrossì sedette
        """
    ),
    pronouns=by_gender("lui egli", "lei ella") | {"loro": "they", "io": "I"},
    nouns=by_gender(
        """
        uomo ragazzo bambino vecchio giovane signore padre figlio fratello nonno zio cugino marito fidanzato re
        principe capitano dottore medico professore maestro soldato guardiano cameriere poliziotto postino
        marinaio pescatore sconosciuto straniero vicino amico prete capo autista cuoco portiere fornaio giudice
        sindaco biondo bruno rosso
        """,
        """
        donna ragazza bambina vecchia signora signorina madre figlia sorella nonna zia cugina moglie fidanzata
        regina principessa dottoressa professoressa maestra soldatessa cameriera poliziotta sconosciuta
        straniera vicina amica cuoca portiera fornaia infermiera strega bionda bruna rossa
        """,
        "voce persona qualcuno artista testimone fantasma creatura",
    ),
    titles=by_gender(
        "signor signore sig don zio padre re lord sir",
        "signora signorina donna zia madre regina lady",
        "dottor dottoressa dott capitano professor professoressa san santa",
    ),
    first=words("io mi me mio mia"),
    determiners=words(
        """
        il lo la i gli le l’ l' un uno una suo sua suoi sue mio mia tuo tua quel quello quella questo questa
        altro altra
        """
    ),
    prepositions=words(
        """
        a al allo alla ai agli alle di del dello della dei da dal dalla dalle in nel nella con su sul sulla per
        tra fra senza verso
        """
    ),
    conjunctions=words("e ed o ma né che mentre quando come perché se anche dove"),
    adverbs=words(
        """
        non no sì già sempre mai allora poi dopo prima adesso ora qui qua lì là giù su dentro fuori nessuno
        niente nulla qualcosa tutto tutti chi cosa dove quanto quale molto più meno bene male quasi solo ancora
        oggi ieri domani grazie scusa addio ciao buona buon buongiorno buonasera eh ah oh ecco era erano stava
        aveva c’era è sono due tre quattro cinque lunedì martedì mercoledì giovedì venerdì sabato domenica dio
        capitolo forse piano gli le lo ci vi ne si
        """
    ),
    talk=words("io tu ti te voi vi mi me noi ci mio mia tuo tua nostro vostro"),
    incises=words("con senza mentre e poi senza"),
    ends_in_a=True,
)
