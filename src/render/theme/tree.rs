//! A template as a tree, for what Tera does not tell: which names it asks for, and of what. It is read only once Tera has
//! compiled it, so whatever is wrong with its form has been found; what this reader does not know, it gives up.

use std::ops::Range;

use super::tokens::{Placed, Token, tokens};

/// A template.
#[derive(Debug, Default)]
pub struct Tree<'t> {
    /// The template that it extends.
    pub extends: Option<&'t str>,
    /// What it writes.
    pub nodes: Vec<Node<'t>>,
    /// The components that it defines.
    pub components: Vec<Component<'t>>,
}

/// A part of a template.
#[derive(Debug)]
pub enum Node<'t> {
    /// `{{ what }}`
    Print(Expr<'t>),
    /// `{% set name = value %}`, or `{% set name %}…{% endset %}`, which has no value.
    Set { name: &'t str, value: Option<Expr<'t>> },
    /// `{% include "name" %}`
    Include(&'t str),
    /// `{% block name %}…{% endblock %}`
    Block(TemplateBlock<'t>),
    /// `{% for key, value in list %}…{% else %}…{% endfor %}`
    For { key: Option<&'t str>, value: &'t str, list: Expr<'t>, body: Vec<Node<'t>>, otherwise: Vec<Node<'t>> },
    /// `{% if when %}…{% else %}…{% endif %}`
    If { when: Expr<'t>, body: Vec<Node<'t>>, otherwise: Vec<Node<'t>> },
    /// The arguments of a filter around a part.
    Arguments(Vec<(&'t str, Expr<'t>)>),
}

/// `{% block name %}…{% endblock %}`
#[derive(Debug)]
pub struct TemplateBlock<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where its name stands.
    pub at: Range<usize>,
    /// The bytes of the whole, with its tags.
    pub whole: Range<usize>,
    /// What it writes.
    pub body: Vec<Node<'t>>,
    /// Whether it keeps what stands in its place.
    pub keeps: bool,
    /// Whether it writes nothing.
    pub is_empty: bool,
}

/// `{% component name(parameters) %}…{% endcomponent name %}`
#[derive(Debug)]
pub struct Component<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where its name stands.
    pub at: Range<usize>,
    /// What it takes.
    pub parameters: Vec<Parameter<'t>>,
    /// The name under which it takes all else.
    pub rest: Option<&'t str>,
    /// What it writes.
    pub body: Vec<Node<'t>>,
}

/// What a component takes.
#[derive(Debug)]
pub struct Parameter<'t> {
    /// Its name.
    pub name: &'t str,
    /// The type that it must have.
    pub kind: Option<&'t str>,
    /// What it is when it is not given.
    pub default: Option<Expr<'t>>,
    /// Whether it is taken from around the call.
    pub implicit: bool,
}

/// An expression, with the bytes that a finding about it names.
#[derive(Debug)]
pub struct Expr<'t> {
    /// What it is.
    pub what: What<'t>,
    /// Its bytes; of a field, those of its name.
    pub at: Range<usize>,
}

impl<'t> Expr<'t> {
    /// The name that it is, if it is nothing else.
    pub fn what_name(&self) -> Option<&'t str> {
        if let What::Name(name) = self.what { Some(name) } else { None }
    }
}

/// What an expression is.
#[derive(Debug)]
pub enum What<'t> {
    Text(&'t str),
    Number,
    Flag,
    None,
    Name(&'t str),
    /// `of.name`, or `of?.name`.
    Field {
        of: Box<Expr<'t>>,
        name: &'t str,
    },
    /// `of[key]`
    Item {
        of: Box<Expr<'t>>,
        key: Box<Expr<'t>>,
    },
    /// `of[from:to]`
    Slice {
        of: Box<Expr<'t>>,
        ends: Vec<Expr<'t>>,
    },
    /// `[one, two]`, and whether some of it is spread.
    List {
        items: Vec<Expr<'t>>,
        spread: bool,
    },
    /// The values of `{"key": value}`.
    Map(Vec<Expr<'t>>),
    /// `[each for value in list if when]`
    Each {
        key: Option<&'t str>,
        value: &'t str,
        list: Box<Expr<'t>>,
        each: Box<Expr<'t>>,
        when: Option<Box<Expr<'t>>>,
    },
    /// `name(arguments)`
    Call {
        name: &'t str,
        arguments: Vec<(&'t str, Expr<'t>)>,
    },
    /// `<name argument={value} />`
    Component(Box<CallOf<'t>>),
    /// `of | name(arguments)`
    Filter {
        of: Box<Expr<'t>>,
        name: &'t str,
        arguments: Vec<(&'t str, Expr<'t>)>,
    },
    /// `of is name(arguments)`
    Test {
        of: Box<Expr<'t>>,
        name: &'t str,
        arguments: Vec<(&'t str, Expr<'t>)>,
    },
    /// `not of`
    Not(Box<Expr<'t>>),
    /// `-of`
    Minus(Box<Expr<'t>>),
    /// `left sign right`
    Two {
        sign: &'t str,
        left: Box<Expr<'t>>,
        right: Box<Expr<'t>>,
    },
    /// `yes if when else no`
    Choice {
        when: Box<Expr<'t>>,
        yes: Box<Expr<'t>>,
        no: Box<Expr<'t>>,
    },
}

/// The call of a component.
#[derive(Debug)]
pub struct CallOf<'t> {
    /// Its name.
    pub name: &'t str,
    /// What it is given by name.
    pub arguments: Vec<(&'t str, Expr<'t>)>,
    /// Maps of which it is given all.
    pub spread: Vec<Expr<'t>>,
    /// What stands between its tags; none where it has one.
    pub body: Option<Vec<Node<'t>>>,
}

/// Reads a template.
pub fn read(text: &str) -> Option<Tree<'_>> {
    let mut reader = TemplateReader { text, tokens: tokens(text), at: 0, depth: 0, tree: Tree::default() };
    let (nodes, _) = reader.nodes(&[])?;
    reader.tree.nodes = nodes;
    Some(reader.tree)
}

/// How firmly the operators hold what is beside them, as Tera has it.
fn powers(sign: &str) -> Option<(u8, u8)> {
    Some(match sign {
        "or" => (1, 2),
        "and" => (3, 4),
        "in" | "is" | "not" => (5, 6),
        "==" | "!=" | "<" | "<=" | ">" | ">=" => (7, 8),
        "+" | "-" => (11, 12),
        "*" | "/" | "%" | "~" | "//" => (13, 14),
        "**" => (16, 15),
        "|" => (17, 18),
        _ => return None,
    })
}

/// What stands behind `not` and behind a minus is read with these.
const NOT: u8 = 5;
const MINUS: u8 = 20;

/// What is nested deeper, or is a longer row of operators, is given up, so that it overflows no stack. Tera refuses
/// it much earlier, and says where.
const DEEPEST: usize = 200;
const LONGEST: usize = 1000;

struct TemplateReader<'t> {
    text: &'t str,
    tokens: Vec<Placed<'t>>,
    at: usize,
    /// How many readings are within one another.
    depth: usize,
    tree: Tree<'t>,
}

impl<'t> TemplateReader<'t> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    fn next(&mut self) -> Option<Placed<'t>> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned()
    }

    /// Goes past a token, if it is the next.
    fn eat(&mut self, token: Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    fn sign(&mut self, sign: &str) -> bool {
        self.eat(Token::Sign(sign))
    }

    fn must(&mut self, token: Token) -> Option<()> {
        self.eat(token).then_some(())
    }

    fn word(&mut self) -> Option<&'t str> {
        match self.next()?.0 {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn quoted(&mut self) -> Option<&'t str> {
        match self.next()?.0 {
            Token::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Reads something that stands within something else.
    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let read = if self.depth > DEEPEST { None } else { read(self) };
        self.depth -= 1;
        read
    }

    /// Reads up to one of these words in a tag, and goes past it. At the end of a template there is none.
    fn nodes(&mut self, ends: &[&str]) -> Option<(Vec<Node<'t>>, &'t str)> {
        self.within(|reader| reader.all_nodes(ends))
    }

    fn all_nodes(&mut self, ends: &[&str]) -> Option<(Vec<Node<'t>>, &'t str)> {
        let mut nodes = Vec::new();
        while let Some((token, _)) = self.next() {
            match token {
                Token::Content => {}
                Token::Print => {
                    nodes.push(Node::Print(self.expr(0)?));
                    self.must(Token::End)?;
                }
                Token::Tag => {
                    let word = match self.next()?.0 {
                        Token::Word(word) | Token::Sign(word) => word,
                        _ => return None,
                    };
                    if ends.contains(&word) {
                        return Some((nodes, word));
                    }
                    self.tag(word, &mut nodes)?;
                    self.must(Token::End)?;
                }
                _ => return None,
            }
        }
        ends.is_empty().then_some((nodes, ""))
    }

    fn tag(&mut self, word: &str, out: &mut Vec<Node<'t>>) -> Option<()> {
        match word {
            "set" | "set_global" => self.set(out)?,
            "include" => out.push(Node::Include(self.quoted()?)),
            "extends" => self.tree.extends = Some(self.quoted()?),
            "block" => out.push(Node::Block(self.block()?)),
            "for" => out.push(self.for_each()?),
            "if" => out.push(self.if_then()?),
            "filter" => {
                self.filters(out)?;
                self.must(Token::End)?;
                out.extend(self.nodes(&["endfilter"])?.0);
            }
            "component" => self.component()?,
            "break" | "continue" => {}
            "<" => {
                let start = self.tokens.get(self.at)?.1.start;
                let mut call = self.call_of()?;
                self.must(Token::Sign(">"))?;
                let end = self.tokens.get(self.at)?.1.start;
                self.must(Token::End)?;
                call.body = Some(self.nodes(&["</"])?.0);
                self.dotted()?;
                self.must(Token::Sign(">"))?;
                out.push(Node::Print(Expr { what: What::Component(call.into()), at: start..end }));
            }
            _ => return None,
        }
        Some(())
    }

    fn block(&mut self) -> Option<TemplateBlock<'t>> {
        let first = self.at;
        let at = self.tokens.get(first)?.1.clone();
        let name = self.word()?;
        self.must(Token::End)?;
        let (body, _) = self.nodes(&["endblock"])?;
        self.eat(Token::Word(name));
        let inside = &self.tokens[first..self.at];
        let keeps = inside.windows(2).any(|two| two[0].0 == Token::Word("super") && two[1].0 == Token::Sign("("));
        let is_blank = |(token, at): &Placed| match token {
            Token::Content => self.text[at.clone()].trim().is_empty(),
            Token::Print => false,
            _ => true,
        };
        let is_empty = inside.iter().all(is_blank);
        // From the sign of the first tag to that of the last.
        let whole = self.tokens.get(first.checked_sub(2)?)?.1.start..self.tokens.get(self.at)?.1.end;
        Some(TemplateBlock { name, at, whole, body, keeps, is_empty })
    }

    fn set(&mut self, out: &mut Vec<Node<'t>>) -> Option<()> {
        let name = self.word()?;
        if self.sign("=") {
            let value = Some(self.expr(0)?);
            out.push(Node::Set { name, value });
            return Some(());
        }
        if self.sign("|") {
            self.filters(out)?;
        }
        self.must(Token::End)?;
        out.extend(self.nodes(&["endset"])?.0);
        out.push(Node::Set { name, value: None });
        Some(())
    }

    /// The filters of a tag.
    fn filters(&mut self, out: &mut Vec<Node<'t>>) -> Option<()> {
        loop {
            self.word()?;
            out.push(Node::Arguments(self.arguments()?));
            if !self.sign("|") {
                return Some(());
            }
        }
    }

    /// `value in list` or `key, value in list`, from behind `for`.
    fn each(&mut self) -> Option<(Option<&'t str>, &'t str)> {
        let first = self.word()?;
        let second = if self.sign(",") { Some(self.word()?) } else { None };
        self.must(Token::Word("in"))?;
        Some(second.map_or((None, first), |second| (Some(first), second)))
    }

    fn for_each(&mut self) -> Option<Node<'t>> {
        let (key, value) = self.each()?;
        let list = self.expr(0)?;
        self.must(Token::End)?;
        let (body, end) = self.nodes(&["endfor", "else"])?;
        let mut otherwise = Vec::new();
        if end == "else" {
            self.must(Token::End)?;
            otherwise = self.nodes(&["endfor"])?.0;
        }
        Some(Node::For { key, value, list, body, otherwise })
    }

    fn if_then(&mut self) -> Option<Node<'t>> {
        let when = self.expr(0)?;
        self.must(Token::End)?;
        let (body, end) = self.nodes(&["endif", "else", "elif"])?;
        let otherwise = match end {
            "elif" => vec![self.within(Self::if_then)?],
            "else" => {
                self.must(Token::End)?;
                self.nodes(&["endif"])?.0
            }
            _ => Vec::new(),
        };
        Some(Node::If { when, body, otherwise })
    }

    /// `a.b.c`, as one text.
    fn dotted(&mut self) -> Option<(&'t str, Range<usize>)> {
        let (token, first) = self.next()?;
        let mut end = first.end;
        let Token::Word(_) = token else { return None };
        while self.sign(".") {
            end = self.tokens.get(self.at)?.1.end;
            self.word()?;
        }
        Some((&self.text[first.start..end], first.start..end))
    }

    fn component(&mut self) -> Option<()> {
        let (name, at) = self.dotted()?;
        self.must(Token::Sign("("))?;
        let (mut parameters, mut rest) = (Vec::new(), None);
        while !self.sign(")") {
            if self.sign("...") {
                rest = Some(self.word()?);
            } else if !self.sign(",") {
                parameters.push(self.parameter()?);
            }
        }
        if self.peek() == Some(Token::Sign("{")) {
            self.expr(0)?;
        }
        self.must(Token::End)?;
        let (body, _) = self.nodes(&["endcomponent"])?;
        if self.peek() != Some(Token::End) {
            self.dotted()?;
        }
        self.tree.components.push(Component { name, at, parameters, rest, body });
        Some(())
    }

    fn parameter(&mut self) -> Option<Parameter<'t>> {
        let implicit = self.sign("@");
        let name = self.word()?;
        let kind = if self.sign(":") { Some(self.word()?) } else { None };
        let default = if self.sign("=") { Some(self.expr(0)?) } else { None };
        Some(Parameter { name, kind, default, implicit })
    }

    /// `(name=value)`, if a call goes on with it.
    fn arguments(&mut self) -> Option<Vec<(&'t str, Expr<'t>)>> {
        let mut arguments = Vec::new();
        if self.sign("(") {
            while !self.sign(")") {
                if !self.sign(",") {
                    let name = self.word()?;
                    self.must(Token::Sign("="))?;
                    arguments.push((name, self.expr(0)?));
                }
            }
        }
        Some(arguments)
    }

    /// `name argument={value}`, up to what ends it.
    fn call_of(&mut self) -> Option<CallOf<'t>> {
        let (name, _) = self.dotted()?;
        let mut call = CallOf { name, arguments: Vec::new(), spread: Vec::new(), body: None };
        loop {
            if self.sign("{") {
                self.must(Token::Sign("..."))?;
                call.spread.push(self.expr(0)?);
                self.must(Token::Sign("}"))?;
            } else if let Some(Token::Word(_)) = self.peek() {
                call.arguments.push(self.attribute()?);
            } else {
                return Some(call);
            }
        }
    }

    fn attribute(&mut self) -> Option<(&'t str, Expr<'t>)> {
        let at = self.tokens.get(self.at)?.1.clone();
        let name = self.word()?;
        if !self.sign("=") {
            return Some((name, Expr { what: What::Name(name), at }));
        }
        if self.sign("{") {
            let value = self.expr(0)?;
            self.must(Token::Sign("}"))?;
            return Some((name, value));
        }
        let at = self.tokens.get(self.at)?.1.clone();
        Some((name, Expr { what: What::Text(self.quoted()?), at }))
    }

    fn boxed(&mut self, least: u8) -> Option<Box<Expr<'t>>> {
        self.expr(least).map(Box::new)
    }

    fn expr(&mut self, least: u8) -> Option<Expr<'t>> {
        self.within(|reader| reader.row(least))
    }

    /// Operators with what stands between them.
    fn row(&mut self, least: u8) -> Option<Expr<'t>> {
        let mut left = self.first()?;
        for _ in 0..LONGEST {
            let sign = match self.peek() {
                Some(Token::Sign(sign) | Token::Word(sign)) => sign,
                _ => return Some(left),
            };
            if sign == "[" {
                left = self.subscript(left)?;
                continue;
            }
            if sign == "if" && least == 0 {
                self.at += 1;
                let when = self.boxed(0)?;
                self.must(Token::Word("else"))?;
                let no = self.boxed(0)?;
                let at = left.at.start..no.at.end;
                return Some(Expr { what: What::Choice { when, yes: left.into(), no }, at });
            }
            let Some((_, next)) = powers(sign).filter(|(mine, _)| *mine >= least) else { return Some(left) };
            self.at += 1;
            left = self.behind(left, sign, next)?;
        }
        None
    }

    /// What an operator makes of what stands before and behind it.
    fn behind(&mut self, left: Expr<'t>, sign: &'t str, power: u8) -> Option<Expr<'t>> {
        let start = left.at.start;
        let what = match sign {
            "|" | "is" => {
                self.eat(Token::Word("not"));
                let at = self.tokens.get(self.at)?.1.clone();
                let name = self.word()?;
                let (of, arguments) = (left.into(), self.arguments()?);
                let what = match sign {
                    "|" => What::Filter { of, name, arguments },
                    _ => What::Test { of, name, arguments },
                };
                return Some(Expr { what, at });
            }
            "not" => {
                self.must(Token::Word("in"))?;
                What::Two { sign: "in", left: left.into(), right: self.boxed(power)? }
            }
            _ => What::Two { sign, left: left.into(), right: self.boxed(power)? },
        };
        let end = self.tokens.get(self.at - 1)?.1.end;
        Some(Expr { what, at: start..end })
    }

    fn first(&mut self) -> Option<Expr<'t>> {
        let (token, at) = self.next()?;
        let what = match token {
            Token::Number => What::Number,
            Token::Text(text) => What::Text(text),
            Token::Word("true" | "True" | "false" | "False") => What::Flag,
            Token::Word("none" | "None" | "null") => What::None,
            Token::Word("not") => What::Not(self.boxed(NOT)?),
            Token::Sign("-") => What::Minus(self.boxed(MINUS)?),
            Token::Word(name) => return self.name(name, at),
            Token::Sign("(") => {
                let inner = self.expr(0)?;
                self.must(Token::Sign(")"))?;
                return Some(inner);
            }
            Token::Sign("[") => self.list()?,
            Token::Sign("{") => self.map()?,
            Token::Sign("<") => {
                let call = self.call_of()?;
                self.must(Token::Sign("/"))?;
                self.must(Token::Sign(">"))?;
                What::Component(call.into())
            }
            _ => return None,
        };
        let end = self.tokens.get(self.at - 1)?.1.end;
        Some(Expr { what, at: at.start..end })
    }

    /// A name and what follows it.
    fn name(&mut self, name: &'t str, at: Range<usize>) -> Option<Expr<'t>> {
        if self.peek() == Some(Token::Sign("(")) {
            return Some(Expr { what: What::Call { name, arguments: self.arguments()? }, at });
        }
        let mut expr = Expr { what: What::Name(name), at };
        for _ in 0..LONGEST {
            if self.sign(".") || self.sign("?.") {
                let at = self.tokens.get(self.at)?.1.clone();
                expr = Expr { what: What::Field { name: self.word()?, of: expr.into() }, at };
            } else if matches!(self.peek(), Some(Token::Sign("[" | "?["))) {
                expr = self.subscript(expr)?;
            } else {
                return Some(expr);
            }
        }
        None
    }

    /// `[key]` or `[from:to:step]`
    fn subscript(&mut self, of: Expr<'t>) -> Option<Expr<'t>> {
        self.at += 1;
        let start = of.at.start;
        let (mut ends, mut colons) = (Vec::new(), 0);
        while !self.sign("]") {
            if self.sign(":") {
                colons += 1;
            } else {
                ends.push(self.expr(0)?);
            }
        }
        let at = start..self.tokens.get(self.at - 1)?.1.end;
        let what = match colons {
            0 => What::Item { of: of.into(), key: ends.pop()?.into() },
            _ => What::Slice { of: of.into(), ends },
        };
        Some(Expr { what, at })
    }

    fn list(&mut self) -> Option<What<'t>> {
        let (mut items, mut spread) = (Vec::new(), false);
        while !self.sign("]") {
            spread |= self.sign("...");
            let item = self.expr(0)?;
            if self.eat(Token::Word("for")) {
                let (key, value) = self.each()?;
                let list = self.boxed(1)?;
                let when = if self.eat(Token::Word("if")) { Some(self.boxed(1)?) } else { None };
                self.must(Token::Sign("]"))?;
                return Some(What::Each { key, value, list, each: item.into(), when });
            }
            items.push(item);
            self.sign(",");
        }
        Some(What::List { items, spread })
    }

    fn map(&mut self) -> Option<What<'t>> {
        let mut values = Vec::new();
        while !self.sign("}") {
            if !self.sign("...") {
                self.next()?;
                self.must(Token::Sign(":"))?;
            }
            values.push(self.expr(0)?);
            self.sign(",");
        }
        Some(What::Map(values))
    }
}
