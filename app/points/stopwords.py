"""Function words of the six languages, as people write them (lower case, Arabic with plain alef).

They say little about what a text is about. Words of negation are not among them: "not" turns a point round.
"""

from typing import Final

_WORDS: Final = {
    "en": """a about above after again all also am an and any are as at be because been before being below between
        both but by can could did do does doing done down during each either even ever every few for from further
        get gets had has have having he her here hers him his how i if in into is it its itself just let like made
        make makes making many may me might more most much must my of off on once one only or other our ours out
        over own same shall she should so some such than that the their theirs them themselves then there these
        they this those through to too under until up us very was we were what when where which while who whom
        whose why will with would you your yours s ll re ve d m""",
    "fr": """a à afin ai ainsi alors as au aucun aussi autre autres aux avait avec avez avoir avons c ce ceci cela
        celle celles celui ces cet cette ceux chaque chez comme comment d dans de des donc dont du elle elles en
        encore entre est et étaient était été être eu eux fait faire font hors ici il ils j je l la le les leur
        leurs lors lui m ma mais me même mêmes mes moi mon n nos notre nous on ont ou où par parce pendant peu peut
        plus pour pourquoi qu quand que quel quelle quelles quels qui s sa se sera ses si soit son sont sous sur t
        ta te tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y""",
    "es": """a al algo algunas algunos ante antes aquel aquella aquellas aquellos aquí así aún cada como con cual
        cuales cualquier cuando cuanto de debe deben del desde donde dos e el él ella ellas ellos en entre era eran
        es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había hace hacer han hasta hay
        la las le les lo los más me mi mientras mis mucho muchos muy nos nosotros nuestra nuestras nuestro nuestros
        o otra otras otro otros para pero poco por porque pues que qué quien quienes se sea sean según ser si sí
        sido sobre son su sus también tan tanto te tiene tienen todo todos toda todas tu tus u un una unas uno unos
        usted ustedes y ya yo""",
    "ru": """а без более больше будет будут бы был была были было быть в вам вас весь во вот все всё всего всех вы
        где да даже для до должен должна должно должны его ее её если есть еще ещё же за здесь и из или им их к как
        какая какие какой когда кто ли лишь между меня мне многие может могут мой моя мы на над надо нам нас наш
        наша наше наши него нее неё нему них но ну о об обо один одна одно однако он она они оно от очень по под
        после потому поэтому при про с сам свои свой свою себя себе со так также такие такой там те тем то того
        тоже той только том тот тут ты у уже хотя чего чем что чтобы чье эта эти это этого этой этом этот этих я""",
    "ar": """ا ان انه انها اي ايضا الا التي الذي الذين اللاتي اللذان الى اما او اولا اكثر بعد بعض بل بما به بها بين
        تحت تكون تلك ثم جدا جميع حتى حول حيث خلال دون ذلك سوف على عليه عليها عن عند عندما عنه عنها غير في فيه فيها
        قد قبل كان كانت كل كما كي لان لدى لدينا لكن له لها لهم لكي ما مثل مع من منذ منه منها نحن نفس هذا هذه هذان هم
        هنا هناك هو هي هل و وان وقد وكان وهو وهي يجب يكون يمكن ينبغي""",
    "zh": """的 了 和 与 及 或 在 是 为 也 而 就 都 把 被 对 于 从 到 以 由 向 这 那 这些 那些 这个 那个 我们 我 你 你们
        他 他们 她 它 它们 其 之 所 者 中 上 下 里 内 等 并 并且 而且 但 但是 如果 因为 所以 因此 可以 应 应该 应当 需要
        一个 一些 一种 有 会 能 要 将 很 更 最 还 又 再 让 使 给 来 去 着 过 地 得 吗 呢 吧 啊 個 這 那個 這個 們 我們
        他們 為 與 對 從 於 來 會 應該 應 讓 還 後 時 說""",
}
STOP_WORDS: Final = {language: frozenset(words.split()) for language, words in _WORDS.items()}
