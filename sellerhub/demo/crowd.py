"""Who the invented audience is, and what it says. Nobody here exists."""

from dataclasses import dataclass

from sellerhub.core.address import Address


@dataclass(frozen=True, slots=True)
class Fan:
    email: str
    name: str
    language: str
    address: Address


def _fan(n: int, name: str, language: str, street: str, city: str, postcode: str) -> Fan:
    return Fan(f"fan{n:02}@audience.example", name, language, Address(name, f"+90 555 020 02 {n:02}", street, "", city, "", postcode, "TR"))


CROWD = (
    _fan(1, "Asya Demirtaş", "tr", "Ihlamur Sk. 4", "İzmir", "35220"),
    _fan(2, "Baran Özgün", "tr", "Akasya Cd. 15", "Ankara", "06420"),
    _fan(3, "Ceren Yalın", "tr", "Nilüfer Sk. 8", "Bursa", "16010"),
    _fan(4, "Doruk Esen", "tr", "Manolya Sk. 2", "Antalya", "07100"),
    _fan(5, "Ece Toprakoğlu", "tr", "Kestane Cd. 31", "Muğla", "48000"),
    _fan(6, "Hazal Sezgin", "tr", "Erguvan Sk. 19", "Adana", "01120"),
    _fan(7, "Ilgaz Koru", "tr", "Söğüt Sk. 6", "Trabzon", "61030"),
    _fan(8, "Maya Whitfield", "en", "Hanımeli Sk. 11", "İstanbul", "34718"),
    _fan(9, "Oliver Penrose", "en", "Gül Sk. 25", "İstanbul", "34710"),
    _fan(10, "Nora Ashdown", "en", "Yasemin Sk. 3", "Fethiye", "48300"),
    _fan(11, "نور الشامي", "ar", "شارع الزيتون 7", "İstanbul", "34080"),
    _fan(12, "ياسمين القاضي", "ar", "شارع النخيل 12", "Mersin", "33070"),
    _fan(13, "سامر حلبي", "ar", "شارع الورد 5", "Gaziantep", "27010"),
    _fan(14, "林雨桐", "zh", "Papatya Sk. 30", "İstanbul", "34330"),
    _fan(15, "周子墨", "zh", "Lale Sk. 9", "Ankara", "06690"),
    _fan(16, "中村 ひかり", "ja", "Zambak Sk. 14", "İzmir", "35330"),
    _fan(17, "小林 蓮", "ja", "Menekşe Sk. 22", "Antalya", "07030"),
    _fan(18, "Manon Delacour", "fr", "Sümbül Sk. 16", "İstanbul", "34433"),
    _fan(19, "Théo Garnier", "fr", "Karanfil Sk. 1", "Bodrum", "48400"),
    _fan(20, "Inés Valverde", "es", "Leylak Sk. 27", "İzmir", "35430"),
    _fan(21, "Mateo Rivas", "es", "Defne Cd. 10", "Eskişehir", "26130"),
    _fan(22, "Dewi Lestari Putri", "id", "Nergis Sk. 18", "Konya", "42060"),
    _fan(23, "Bagas Pratama", "id", "Çınar Cd. 33", "Kayseri", "38030"),
    _fan(24, "Sude Akıncı", "tr", "Sardunya Sk. 20", "Samsun", "55060"),
)

WORDS: dict[str, tuple[str, ...]] = {
    "tr": (
        "Merhaba herkese!",
        "Bu rengin kupası da var mı?",
        "Çok güzel duruyor",
        "Bulaşık makinesine girer mi?",
        "Boyu kaç cm?",
        "Geçen sefer aldığım sapasağlam geldi",
        "Hediye paketi oluyor mu?",
        "Elinize sağlık",
        "Kargo ne zaman çıkar?",
        "Bir tane de bana ayırın",
    ),
    "en": (
        "Hello from the coast!",
        "Is it dishwasher safe?",
        "That glaze is lovely",
        "How tall is it?",
        "Does it come in blue?",
        "Mine arrived in two days, thank you",
        "Could you show the bottom?",
        "Beautiful work",
    ),
    "ar": (
        "مساء الخير للجميع",
        "هل يتوفر لون آخر؟",
        "شكله رائع جدًا",
        "كم الارتفاع؟",
        "هل يصلح لغسالة الصحون؟",
        "وصلني طلبي السابق سليمًا، شكرًا",
    ),
    "zh": ("大家好！", "这个可以进洗碗机吗？", "颜色太美了", "有大一点的吗？", "上次买的很喜欢", "什么时候发货？"),
    "ja": (
        "こんばんは！",
        "食洗機で使えますか？",
        "色がとてもきれい",
        "高さはどのくらいですか？",
        "前回のもの、大事に使っています",
        "底も見せてください",
    ),
    "fr": (
        "Bonsoir à tous !",
        "Ça passe au lave-vaisselle ?",
        "Très belle couleur",
        "Quelle est la hauteur ?",
        "Bien reçu la dernière fois, merci",
    ),
    "es": (
        "¡Hola a todos!",
        "¿Se puede lavar en lavavajillas?",
        "Qué color más bonito",
        "¿Cuánto mide de alto?",
        "El último llegó perfecto, gracias",
    ),
    "id": (
        "Halo semuanya!",
        "Aman untuk mesin cuci piring?",
        "Warnanya cantik sekali",
        "Tingginya berapa ya?",
        "Pesanan kemarin sampai dengan aman",
    ),
}
