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

/// Whether one of some words, small, says no in a language.
pub fn says_no(words: &[String], language: &str) -> bool {
    let language = language.split('-').next().unwrap_or_default().to_lowercase();
    let list = KNOWN.iter().find(|(known, _)| *known == language).map_or(ENGLISH, |(_, list)| list);
    let is_no = |word: &str| match &*language {
        "fr" if word.starts_with("n'") => true,
        // Another language than these may be cited in English, too.
        _ => word.ends_with("n't") || list.split(' ').any(|no| no == word),
    };
    words.iter().any(|word| is_no(word))
}
