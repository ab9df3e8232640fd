//! Private keys, known by how they begin, whatever the file is called that holds them.

use std::ops::Range;

const BEGIN: &[u8] = b"-----BEGIN ";
/// How the names of private keys end (RFC 7468, RFC 4880): `RSA`, `EC`, `OPENSSH` or `ENCRYPTED` may stand before.
const KEYS: [&str; 2] = ["PRIVATE KEY", "PRIVATE KEY BLOCK"];
/// With fewer letters a line is no part of a key.
const SHORTEST: usize = 8;
/// No word of a text has so many.
const LONGEST_WORD: usize = 40;
/// What may stand around a line of a key: the marks of quotations, comments, strings and tables.
const AROUND: [char; 12] = ['>', '"', '\'', ',', '+', ' ', '#', '/', '*', ';', '|', '\\'];

/// Where the first private key begins. Who only names the line with which one begins gives none away. Of a text in UTF-16,
/// which PowerShell writes, the place is its beginning.
pub fn private_key(bytes: &[u8]) -> Option<Range<usize>> {
    if is_wide(bytes) {
        let plain: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        return in_plain(&plain).map(|_| 0..2);
    }
    in_plain(bytes)
}

/// Whether a text is in UTF-16, of whichever order, also where no mark says so.
fn is_wide(bytes: &[u8]) -> bool {
    const BEGINNING: usize = 32;
    let zeros = |odd: usize| {
        let beginning = &bytes[..bytes.len().min(BEGINNING)];
        beginning.len() == BEGINNING && beginning.iter().enumerate().all(|(at, byte)| (*byte == 0) == (at % 2 == odd))
    };
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || zeros(0) || zeros(1)
}

fn in_plain(bytes: &[u8]) -> Option<Range<usize>> {
    key_of_age(bytes).or_else(|| key_in_letters(bytes)).or_else(|| named_key(bytes))
}

/// A key that stands behind its name: what the name is, what a file with one says too, and what may stand before the key.
const NAMED: [(&[u8], &[u8], &str); 5] = [
    // PuTTY, of which the number of lines comes first.
    (b"Private-Lines:", b"PuTTY-User-Key-File-", " 0123456789\r\n"),
    // WireGuard (wg(8)).
    (b"PrivateKey", b"PrivateKey", " =\t"),
    // minisign and signify.
    (b"secret key", b"untrusted comment:", "\r\n"),
    // JSON Web Keys (RFC 7517, 7518): all but those of public keys have it.
    (b"\"d\"", b"\"kty\"", " :\"\r\n\t"),
    // And those that are one secret, not two keys.
    (b"\"k\"", b"\"oct\"", " :\"\r\n\t"),
];

fn named_key(bytes: &[u8]) -> Option<Range<usize>> {
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(byte);
    let finds = |(name, beside, between): &(&[u8], &[u8], &str)| {
        memchr::memmem::find(bytes, beside)?;
        memchr::memmem::find_iter(bytes, name).find_map(|at| {
            let behind = &bytes[at + name.len()..];
            let key = behind.iter().position(|byte| !between.as_bytes().contains(byte))?;
            let letters = behind[key..].iter().take(LONGEST_WORD).take_while(is_letter).count();
            (key > 0 && letters == LONGEST_WORD).then_some(at..at + name.len())
        })
    };
    NAMED.iter().find_map(finds)
}

/// A key of age, which is one word of some sixty letters (https://age-encryption.org/v1).
fn key_of_age(bytes: &[u8]) -> Option<Range<usize>> {
    const AGE: &[u8] = b"AGE-SECRET-KEY-1";
    memchr::memmem::find_iter(bytes, AGE).find_map(|at| {
        let letters = bytes[at + AGE.len()..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        (letters >= 50).then_some(at..at + AGE.len())
    })
}

/// A key that stands between lines which say so.
fn key_in_letters(bytes: &[u8]) -> Option<Range<usize>> {
    memchr::memmem::find_iter(bytes, BEGIN).find_map(|at| {
        let name = at + BEGIN.len();
        let length = memchr::memmem::find(bytes.get(name..bytes.len().min(name + 64))?, b"-----")?;
        let end = name + length + 5;
        let words = std::str::from_utf8(&bytes[name..name + length]).ok()?;
        let is_key = KEYS.iter().any(|key| words.ends_with(key)) && begins_with_letters_of_a_key(&bytes[end..]);
        is_key.then_some(at..end)
    })
}

/// Whether the next line that is no header is nothing but letters of Base64. In JSON and YAML an end of line may be
/// written `\n`.
fn begins_with_letters_of_a_key(behind: &[u8]) -> bool {
    let behind = String::from_utf8_lossy(&behind[..behind.len().min(1 << 10)]);
    let behind = behind.replace("\\r", "").replace("\\n", "\n").replace("<br", "\n<br").replace('\r', "\n");
    let mut lines = behind.lines().map(|line| line.trim().trim_start_matches("<br").trim_matches(AROUND));
    let first = lines.find(|line| !line.is_empty() && !line.contains(": "));
    first.is_some_and(|line| {
        let letters = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b)).count();
        // The lines may have become one, with spaces between them.
        let is_end = |rest: &str| {
            rest.is_empty() || rest.starts_with("-----") || letters >= LONGEST_WORD && rest.starts_with(' ')
        };
        letters >= SHORTEST && is_end(&line[letters..])
    })
}

#[cfg(test)]
mod tests {
    use super::private_key;

    #[test]
    fn private_keys_are_known_by_their_beginning() {
        for name in ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "] {
            let key = format!("A note\n-----BEGIN {name}PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n");
            assert!(private_key(key.as_bytes()).is_some_and(|range| range.start == 7), "{key}");
        }
        for key in [
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBFrT0\n",
            "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-128-CBC,AB\r\n\r\nq1w2e3r4t5\r\n",
            "{\"key\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADAN\\nBgkq\"}",
            "    -----BEGIN EC PRIVATE KEY-----\n    MHcCAQEEIBkg\n",
            "> -----BEGIN EC PRIVATE KEY-----\n> MHcCAQEEIBkg\n",
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\nAAAAIKq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1\n",
            "# -----BEGIN RSA PRIVATE KEY-----\n# MIIEpAIBAAKCAQEA\n",
            "// -----BEGIN RSA PRIVATE KEY-----\n// MIIEpAIBAAKCAQEA\n",
            "-----BEGIN RSA PRIVATE KEY-----<br>MIIEpAIBAAKCAQEA<br>",
            "-----BEGIN RSA PRIVATE KEY-----<br />\nMIIEpAIBAAKCAQEA<br />\n",
            "| -----BEGIN RSA PRIVATE KEY----- |\n| MIIEpAIBAAKCAQEA |\n",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}",
            "{\"kty\": \"oct\", \"k\": \"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75\"}",
            "[Interface]\nPrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n",
            "untrusted comment: minisign encrypted secret key\nRWRTY0Iyq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1\n",
            "-----BEGIN PRIVATE KEY-----\rMIIEvQIBADAN\rBgkq\r",
            "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7 VJTUt9Us8cKj -----END PRIVATE KEY-----",
            "# created: 2025\nAGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0S0AKEY\n",
        ] {
            assert!(private_key(key.as_bytes()).is_some(), "{key}");
            let wide: Vec<u8> = [0xfeff].into_iter().chain(key.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert!(private_key(&wide).is_some(), "{key} in UTF-16");
            assert!(private_key(&wide[2..]).is_some(), "{key} in UTF-16 without its mark");
        }
        for text in [
            "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n",
            "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+g\n",
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBFrT0abc\n",
            "A key begins with `-----BEGIN RSA PRIVATE KEY-----`.\nWhoever finds one tells its owner.\n",
            "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY----- is the first line, and letters follow.",
            "A key of age begins with `AGE-SECRET-KEY-1`.",
            "The line `Private-Lines: 14` of a PuTTY-User-Key-File-3 says how many follow.",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\"}",
            "Below `PrivateKey = ` stands the key of the machine.",
            "untrusted comment: minisign public key\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n",
            "-----BEGIN ",
            "",
        ] {
            assert!(private_key(text.as_bytes()).is_none(), "{text}");
        }
    }
}
