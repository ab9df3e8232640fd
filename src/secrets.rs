//! Private keys, known by how they begin, whatever the file is called that holds them.

use std::ops::Range;

const BEGIN: &[u8] = b"-----BEGIN ";
/// How the names of private keys end (RFC 7468, RFC 4880): `RSA`, `EC`, `OPENSSH` or `ENCRYPTED` may stand before.
const KEYS: [&str; 2] = ["PRIVATE KEY", "PRIVATE KEY BLOCK"];
/// With fewer letters a line is no part of a key.
const SHORTEST: usize = 8;
/// No word of a text has so many.
const LONGEST_WORD: usize = 40;

/// Where the first private key begins. Who only names the line with which one begins gives none away. Of a text in UTF-16,
/// which PowerShell writes, the place is its beginning.
pub fn private_key(bytes: &[u8]) -> Option<Range<usize>> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let plain: Vec<u8> = bytes[2..].iter().copied().filter(|byte| *byte != 0).collect();
        return in_plain(&plain).map(|_| 0..2);
    }
    in_plain(bytes)
}

fn in_plain(bytes: &[u8]) -> Option<Range<usize>> {
    const PUTTY: &[u8] = b"PuTTY-User-Key-File-";
    let of_putty = bytes.starts_with(PUTTY).then_some(0..PUTTY.len());
    of_putty.or_else(|| key_of_age(bytes)).or_else(|| key_in_letters(bytes))
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
    let behind = behind.replace("\\r", "").replace("\\n", "\n").replace('\r', "\n");
    let mut lines = behind.lines().map(|line| line.trim().trim_matches(['>', '"', '\'', ',', '+', ' ']));
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
            "PuTTY-User-Key-File-3: ssh-ed25519\n",
            "-----BEGIN PRIVATE KEY-----\rMIIEvQIBADAN\rBgkq\r",
            "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7 VJTUt9Us8cKj -----END PRIVATE KEY-----",
            "# created: 2025\nAGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0S0AKEY\n",
        ] {
            assert!(private_key(key.as_bytes()).is_some(), "{key}");
            let wide: Vec<u8> = [0xfeff].into_iter().chain(key.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert!(private_key(&wide).is_some(), "{key} in UTF-16");
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
            "-----BEGIN ",
            "",
        ] {
            assert!(private_key(text.as_bytes()).is_none(), "{text}");
        }
    }
}
