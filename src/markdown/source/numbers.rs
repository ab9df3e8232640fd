//! The numbers of items: a list counts on from its first number, whatever its author has typed.

/// The lists that are open where a line stands, the outermost first.
#[derive(Default)]
pub struct Numbers<'t> {
    lists: Vec<List<'t>>,
}

struct List<'t> {
    /// How far its words are set in.
    content: usize,
    /// What stands behind its numbers.
    sign: &'t str,
    first: u64,
    /// The number that the next item is shown with.
    next: u64,
    /// All items so far have one number, as who leaves the counting to the program writes them.
    is_lazy: bool,
}

impl<'t> Numbers<'t> {
    /// Takes the next line, whose words stand behind `lead`. Whether it is an item that is shown with another number.
    pub fn line(&mut self, lead: &'t str, words: &str, is_behind_gap: bool) -> bool {
        let bare = lead.trim_start_matches(['>', ' ', '\t']);
        let (indent, figures) = (lead.len() - bare.len(), bare.bytes().take_while(u8::is_ascii_digit).count());
        if bare.is_empty() {
            // A paragraph that is not set in ends all lists.
            if is_behind_gap && !words.is_empty() {
                self.lists.retain(|list| list.content <= indent);
            }
            return false;
        }
        while let [.., outer, _] = &*self.lists
            && indent < outer.content
        {
            self.lists.pop();
        }
        let is_sibling = self.lists.last().is_some_and(|list| indent < list.content);
        let number = bare[..figures].parse().ok();
        let sign = &bare[figures..bare.len().min(figures + 1)];
        let Some(number) = number.filter(|_| matches!(sign, "." | ")")) else {
            if is_sibling {
                self.lists.pop();
            }
            return false;
        };
        if let Some(list) = self.lists.last_mut().filter(|list| is_sibling && list.sign == sign) {
            list.is_lazy &= number == list.first;
            let shown = list.next;
            list.next += 1;
            return number != shown && !list.is_lazy;
        }
        // Only a list that begins with 1 ends a paragraph.
        if is_behind_gap || number == 1 || !self.lists.is_empty() {
            if is_sibling {
                self.lists.pop();
            }
            self.lists.push(List { content: lead.len(), sign, first: number, next: number + 1, is_lazy: true });
        }
        false
    }
}
