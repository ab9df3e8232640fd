//! What a template may ask a view for, as a value: `views!` makes it of the very declarations that make the views, so
//! that neither can have a field that the other lacks. `render/theme/names.rs` holds templates against it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::extra::Extra;

/// What kind of value stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Something of which nothing is known.
    Any,
    /// Nothing.
    None,
    /// A text.
    Text,
    /// Finished markup.
    Markup,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// Some of a kind.
    List(Box<Form>),
    /// Some of a kind, by names that authors gave.
    Named(Box<Form>),
    /// What a theme declares by name.
    Keyed(BTreeMap<String, Form>),
    /// Named fields.
    View(View),
    /// What may be none.
    Optional(Box<Form>),
}

/// The fields of a view.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Its name in `docs/themes.md`.
    pub name: &'static str,
    /// Its fields, in the order in which they are declared.
    pub fields: &'static [Field],
    /// The view whose fields are its own too.
    pub flattened: Option<fn() -> Form>,
}

/// A field of a view.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it is, in the words of its declaration, line by line.
    pub about: &'static [&'static str],
    /// The form of its type.
    pub form: fn() -> Form,
}

impl View {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.all().into_iter().find(|field| field.name == name)
    }

    /// All its fields.
    pub fn all(&self) -> Vec<&'static Field> {
        let flattened = match self.flattened.map(|form| form()) {
            Some(Form::View(view)) => view.all(),
            _ => Vec::new(),
        };
        self.fields.iter().chain(flattened).collect()
    }

    fn key(&self) -> (&'static str, usize) {
        (self.name, self.fields.len())
    }
}

impl PartialEq for View {
    fn eq(&self, other: &View) -> bool {
        self.key() == other.key()
    }
}

impl Eq for View {}

impl PartialOrd for View {
    fn partial_cmp(&self, other: &View) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for View {
    fn cmp(&self, other: &View) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The names of fields that hold finished markup.
const MARKUP: [&str; 3] = ["html", "back", "json_ld"];

impl Field {
    /// What stands in it.
    pub fn holds(&self) -> Form {
        match (self.form)() {
            form if !MARKUP.contains(&self.name) => form,
            Form::Text => Form::Markup,
            Form::Optional(inner) if *inner == Form::Text => Form::Markup.optional(),
            form => form,
        }
    }

    /// What it is, as one text.
    pub fn about(&self) -> String {
        self.about.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }
}

impl Form {
    /// A list of this.
    pub fn list(self) -> Form {
        Form::List(self.into())
    }

    /// This, or none.
    pub fn optional(self) -> Form {
        match self {
            Form::Any | Form::None | Form::Optional(_) => self,
            form => Form::Optional(form.into()),
        }
    }

    /// What it is where it is not none.
    pub fn present(self) -> Form {
        match self {
            Form::Optional(inner) => *inner,
            form => form,
        }
    }

    /// What is one or the other.
    pub fn or(self, other: Form) -> Form {
        match (self, other) {
            (a, b) if a == b => a,
            (Form::None, form) | (form, Form::None) => form.optional(),
            (Form::Optional(a), b) | (b, Form::Optional(a)) => a.or(b.present()).optional(),
            // A list that is empty where it is written is a list of whatever the other holds.
            (Form::List(a), Form::List(b)) if *a == Form::None => b.list(),
            (Form::List(a), Form::List(b)) if *b == Form::None => a.list(),
            (Form::List(a), Form::List(b)) => a.or(*b).list(),
            _ => Form::Any,
        }
    }

    /// What theme writers call it.
    pub fn words(&self) -> String {
        match self {
            Form::Any => "a value".to_owned(),
            Form::None => "none".to_owned(),
            Form::Text => "a text".to_owned(),
            Form::Markup => "finished markup".to_owned(),
            Form::Number => "a number".to_owned(),
            Form::Flag => "true or false".to_owned(),
            Form::List(_) => "a list".to_owned(),
            Form::Named(_) | Form::Keyed(_) => "a map".to_owned(),
            Form::View(view) => format!("a {}", view.name),
            Form::Optional(inner) => inner.words(),
        }
    }
}

/// What has a form in templates.
pub trait Shaped {
    /// Its form.
    fn form() -> Form;
}

/// The form of each of some types.
macro_rules! forms {
    ($($form:ident: $($kind:ty),+;)*) => {
        $($(impl Shaped for $kind {
            fn form() -> Form {
                Form::$form
            }
        })+)*
    };
}

forms! {
    Text: str, String, Cow<'_, str>;
    Number: usize, u8;
    Flag: bool;
}

impl<T: Shaped> Shaped for Option<T> {
    fn form() -> Form {
        T::form().optional()
    }
}

impl<T: Shaped> Shaped for Box<T> {
    fn form() -> Form {
        T::form()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn form() -> Form {
        T::form().list()
    }
}

impl<T: Shaped> Shaped for [T] {
    fn form() -> Form {
        T::form().list()
    }
}

impl<T: Shaped + ?Sized> Shaped for &T {
    fn form() -> Form {
        T::form()
    }
}

impl<T: Shaped, const N: usize> Shaped for [T; N] {
    fn form() -> Form {
        T::form().list()
    }
}

/// What authors and themes agree on by themselves.
impl Shaped for Extra {
    fn form() -> Form {
        Form::Named(Form::Any.into())
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn form() -> Form {
        Form::Named(T::form().into())
    }
}

/// Declares views, each with its form.
macro_rules! views {
    ($(
        $(#[doc = $what:literal])*
        #[derive($($derived:ident),*)]
        pub struct $name:ident $(<$life:lifetime>)? {
            $($(#[doc = $about:literal])* pub $field:ident: $form:ty,)*
            $(#[serde(flatten)] $(#[doc = $about_rest:literal])* pub $rest:ident: $form_of_rest:ty,)?
        }
    )*) => {$(
        $(#[doc = $what])*
        #[derive($($derived),*)]
        pub struct $name $(<$life>)? {
            $($(#[doc = $about])* pub $field: $form,)*
            $(#[serde(flatten)] $(#[doc = $about_rest])* pub $rest: $form_of_rest,)?
        }

        impl $(<$life>)? Shaped for $name $(<$life>)? {
            fn form() -> Form {
                Form::View(View {
                    name: stringify!($name),
                    fields: &[$(Field {
                        name: stringify!($field),
                        about: &[$($about),*],
                        form: <$form as Shaped>::form,
                    }),*],
                    flattened: [$(<$form_of_rest as Shaped>::form as fn() -> Form)?].first().copied(),
                })
            }
        }
    )*};
}
pub(super) use views;

/// Declares views of which one stands in a place, and its form: each field that any of them has may be none.
macro_rules! one_of_views {
    (
        $(#[doc = $what:literal])*
        #[derive($($derived:ident),*)]
        #[serde(untagged)]
        pub enum $name:ident<$life:lifetime> {
            $($(#[doc = $when:literal])* $variant:ident {
                $($(#[doc = $about:literal])* $field:ident: $form:ty,)*
            },)*
        }
    ) => {
        $(#[doc = $what])*
        #[derive($($derived),*)]
        #[serde(untagged)]
        pub enum $name<$life> {
            $($(#[doc = $when])* $variant { $($(#[doc = $about])* $field: $form,)* },)*
        }

        impl<$life> Shaped for $name<$life> {
            fn form() -> Form {
                Form::View(View {
                    name: stringify!($name),
                    fields: &[$($(Field {
                        name: stringify!($field),
                        about: &[$($about),*],
                        form: <Option<$form> as Shaped>::form,
                    },)*)*],
                    flattened: None,
                })
            }
        }
    };
}
pub(super) use one_of_views;
