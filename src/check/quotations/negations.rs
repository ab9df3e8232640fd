//! Words that turn a statement into its opposite, language by language.

const ENGLISH: &str = "not no never nor neither none nobody nothing nowhere without cannot";
const KNOWN: [(&str, &str); 14] = [
    ("en", ENGLISH),
    ("uk", "не ні ніколи ніхто ніщо нічого ніде жоден жодна жодне жодної жодного жодних жодному без немає нема ані"),
    ("ru", "не нет ни никогда никто ничто ничего нигде без нельзя"),
    ("be", "не няма ні ніколі ніхто нічога без"),
    ("de", "nicht kein keine keinen keiner keinem keines nie niemals niemand nichts nirgends ohne weder"),
    ("fr", "ne pas non jamais sans aucun aucune rien personne ni"),
    ("es", "no nunca jamás ni sin nada nadie ningún ninguna ninguno tampoco"),
    ("it", "non né mai senza nessun nessuno nessuna nulla niente"),
    ("pt", "não nunca jamais nem sem nada ninguém nenhum nenhuma tampouco"),
    ("pl", "nie nigdy bez nikt nic żaden żadna żadne żadnego żadnej ani"),
    ("cs", "ne nikdy bez nikdo nic žádný žádná žádné ani není"),
    ("nl", "niet geen nooit niemand niets zonder noch"),
    ("sv", "inte ej icke aldrig ingen inget inga utan varken"),
    ("ar", "لا لم لن ليس ليست ليسوا بدون دون غير"),
];

/// The same of scripts that part no words, and what holds such a sign and says nothing of the kind.
const SIGNS: [(&str, &str, &str); 3] = [
    (
        "zh",
        "不 没 沒 无法 無法 未能 未曾 尚未 从未 從未 并未 並未 并非 並非 绝非 絕非 勿",
        "不仅 不僅 不但 不过 不過 不断 不斷 不少 不同 不止 不久 不管 不论 不論 不得不",
    ),
    ("ja", "ない なかっ なく ません ぬ 不可 禁止", "なくては なければ しかない"),
    ("ko", "않 없 못 아니 안", "안보 안전 안정 방안 제안 법안 평안"),
];

/// Whether one of some words, small, says no in a language.
pub fn says_no(words: &[String], language: &str) -> bool {
    let language = language.split('-').next().unwrap_or_default().to_lowercase();
    if let Some((_, signs, others)) = SIGNS.iter().find(|(known, ..)| *known == language) {
        let said = others.split(' ').fold(words.concat(), |said, other| said.replace(other, " "));
        return signs.split(' ').any(|no| said.contains(no));
    }
    let list = KNOWN.iter().find(|(known, _)| *known == language).map_or(ENGLISH, |(_, list)| list);
    let is_no = |word: &str| match &*language {
        "fr" if word.starts_with("n'") => true,
        // Another language than these may be cited in English, too.
        _ => word.ends_with("n't") || list.split(' ').any(|no| no == word),
    };
    words.iter().any(|word| is_no(word))
}
