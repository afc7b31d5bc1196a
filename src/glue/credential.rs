//! A customer's secret from the page: a text, or a function that returns it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What a [`Credential::Provider`] returns. `None` means that the page could not get the secret.
pub type PendingCredential = Pin<Box<dyn Future<Output = Option<String>>>>;

/// A secret that the page gives for a logged-in customer: an access token or a security code.
#[derive(Clone)]
pub enum Credential {
    /// The secret itself.
    Fixed(String),
    /// A function that is called whenever the secret is needed. Created with [`Credential::provider`].
    Provider(Rc<dyn Fn() -> PendingCredential>),
}

impl Credential {
    /// A function that gets the secret, for example from the shop's own server.
    pub fn provider<Task>(function: impl Fn() -> Task + 'static) -> Self
    where
        Task: Future<Output = Option<String>> + 'static,
    {
        Self::Provider(Rc::new(move || Box::pin(function())))
    }

    /// Whether it is a function.
    pub fn is_provider(&self) -> bool {
        matches!(self, Self::Provider(_))
    }

    /// The text, if it is fixed.
    pub fn fixed(&self) -> Option<&str> {
        match self {
            Self::Fixed(text) => Some(text),
            Self::Provider(_) => None,
        }
    }

    /// Gets the secret. `None` if the function has none.
    pub fn get(&self) -> PendingCredential {
        match self {
            Self::Fixed(text) => Box::pin(std::future::ready(Some(text.clone()))),
            Self::Provider(function) => function(),
        }
    }
}

/// Two functions are equal if they are clones of the same credential.
impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(one), Self::Fixed(two)) => one == two,
            (Self::Provider(one), Self::Provider(two)) => Rc::ptr_eq(one, two),
            _ => false,
        }
    }
}

/// Never prints the secret.
impl fmt::Debug for Credential {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.is_provider() { "Provider(\u{2026})" } else { "Fixed(\u{2026})" })
    }
}

impl From<String> for Credential {
    fn from(text: String) -> Self {
        Self::Fixed(text)
    }
}

impl From<&str> for Credential {
    fn from(text: &str) -> Self {
        Self::Fixed(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Poll, Waker};

    fn now(mut pending: PendingCredential) -> Option<String> {
        match pending.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(text) => text,
            Poll::Pending => None,
        }
    }

    #[test]
    fn a_fixed_secret_and_one_from_a_function_are_returned() {
        assert_eq!(now(Credential::from("t1").get()), Some("t1".to_owned()));
        let provider = Credential::provider(|| async { Some("t2".to_owned()) });
        assert_eq!(now(provider.get()), Some("t2".to_owned()));
        assert_eq!(now(Credential::provider(|| async { None }).get()), None);
        assert_eq!((provider.fixed(), Credential::from("t1").fixed()), (None, Some("t1")));
    }

    #[test]
    fn a_secret_is_never_printed() {
        let printed =
            format!("{:?} {:?}", Credential::from("t1"), Credential::provider(|| async { Some("t2".to_owned()) }));
        assert!(!printed.contains("t1") && !printed.contains("t2"), "{printed}");
    }

    #[test]
    fn clones_of_a_function_are_equal() {
        let provider = Credential::provider(|| async { None });
        assert_eq!(provider, provider.clone());
        assert_ne!(provider, Credential::provider(|| async { None }));
        assert_ne!(provider, Credential::from("t1"));
    }
}
