"""Japanese: 「…」 and 『…』, the tag behind と or before は; words are not parted."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='「」 『』 “” "" （）',
    verbs=words(
        """
        言った 言う 言い 言って 言いました いった 聞いた 聞く 尋ねた 訊いた 訊ねた 問うた 問いかけた 答えた
        答える 答えました 返した 叫んだ 叫ぶ 怒鳴った 囁いた ささやいた 呟いた つぶやいた 呟く 呻いた うなった
        唸った 付け加えた 続けた 認めた 繰り返した 説明した 遮った 頼んだ 命じた 警告した 宣言した 提案した
        告げた 笑った 泣いた 返事をした 言い返した 口を開いた 話した 話す 語った 頷いた うなずいた
        ため息をついた 苦笑した 声をかけた 呼んだ 呼びかけた 促した こぼした 漏らした 吐き捨てた 言い放った
        切り出した 応じた 挨拶した 約束した
        """
    ),
    thoughts=words("思った 考えた 思う 考える 心の中で"),
    beats=words(
        """
        笑った 頷いた うなずいた 首を振った ため息をついた 見た 見上げた 目を伏せた 立ち上がった 座った
        振り返った 肩をすくめた
        """
    ),
    pronouns=by_gender("彼", "彼女", "あいつ")
    | {"彼ら": "they", "私": "I", "僕": "I", "俺": "I", "わたし": "I", "ぼく": "I", "おれ": "I", "あたし": "I"},
    nouns=by_gender(
        """
        男 男の子 少年 老人 青年 父 父親 お父さん 兄 弟 息子 祖父 おじいさん おじさん 夫 王 王子 船長 兵士 警官
        漁師 店主
        """,
        """
        女 女の子 少女 老婆 母 母親 お母さん 姉 妹 娘 祖母 おばあさん おばさん 妻 女王 王女 看護師 魔女
        """,
        "声 誰か 子供 医者 先生 教師 教授 隣人 友人 店員 客 幽霊",
    ),
    titles=by_gender("くん 君", "ちゃん 嬢", "さん 様 さま 先生 先輩 殿 氏 船長 隊長 教授"),
    first=words("私 僕 俺 わたし ぼく おれ あたし"),
    determiners=words("その あの この ある 一人の"),
    prepositions=frozenset(),
    conjunctions=words("そして しかし でも だが それから"),
    adverbs=words("低い声で 小さな声で 静かに 小声で そっと もう また まだ"),
    talk=words("私 僕 俺 君 あなた お前 わたし ぼく おれ"),
    she_signs="子美恵香奈花菜音代江乃里絵紀",
    he_signs="郎太夫雄男介樹也人一二三助彦司輔哉吾平吉",
    particles=words("は が も"),
    surnames="々〆",
)
