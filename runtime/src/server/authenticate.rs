//! Who may call an operation.

use std::fmt;

use http::{Extensions, HeaderMap, StatusCode};

use super::credential::{Extracted, Presented, extract};
use super::{BoxError, BoxFuture, Rejection};
use crate::redact::Short;
use crate::security::{Challenge, Requirement, Security, SecurityScheme, insufficient_scope};

/// The scopes that a requirement names.
pub type Scopes = &'static [&'static str];

/// The answer of an [`Authenticator`], to be awaited.
pub type Authentication<'a, P> = BoxFuture<'a, Result<P, Denied>>;

/// Checks credentials. Generated code implements it: it leads each scheme to the function of its own.
pub trait Authenticator<P>: Send + Sync + 'static {
    /// Who presents this credential of the scheme, if it is good and grants the scopes. An unknown scheme is denied.
    fn authenticate(&self, scheme: &'static str, presented: Presented, scopes: Scopes) -> Authentication<'_, P>;
}

/// Denies everything: for descriptions without security schemes.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAuthentication;

impl<P: Send + 'static> Authenticator<P> for NoAuthentication {
    fn authenticate(&self, _: &'static str, _: Presented, _: Scopes) -> Authentication<'_, P> {
        denied()
    }
}

/// The answer for a scheme that is not known.
pub fn denied<'a, P: Send + 'a>() -> Authentication<'a, P> {
    Box::pin(std::future::ready(Err(Denied::Unauthorized)))
}

/// Why a credential does not let in.
pub enum Denied {
    /// It is not good (401).
    Unauthorized,
    /// It is good but does not grant what is asked (403).
    Forbidden,
    /// It could not be checked (500). The error goes to the log hook.
    Failed(BoxError),
}

impl fmt::Debug for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized => f.write_str("Unauthorized"),
            Self::Forbidden => f.write_str("Forbidden"),
            Self::Failed(error) => f.debug_tuple("Failed").field(&Short(error)).finish(),
        }
    }
}

/// Why no alternative holds.
pub(super) enum Refused {
    Rejected(Box<Rejection>),
    Failed(BoxError),
}

/// What a request shows of who sends it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) extensions: &'a Extensions,
    pub(super) query: &'a str,
}

/// The principals of the first alternative that holds. Being anonymous is tried last, so that a credential that came along
/// is used; who shows one that does not let in, also one of several that are asked for together, does not become anonymous.
pub(super) async fn authorize<P: Send + 'static>(
    security: Security,
    authenticator: &dyn Authenticator<P>,
    shown: Shown<'_>,
) -> Result<Vec<P>, Refused> {
    let mut challenges = Challenges::default();
    for alternative in security.iter().filter(|alternative| !alternative.is_empty()) {
        if let Some(principals) = all(alternative, authenticator, shown, &mut challenges).await.map_err(Refused::Failed)? {
            return Ok(principals);
        }
    }
    let anonymous = security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
    match anonymous && !challenges.shown {
        true => Ok(Vec::new()),
        false => Err(Refused::Rejected(Box::new(challenges.into_rejection(security)))),
    }
}

/// The principals, if all requirements hold. Also where a credential is missing the others are looked at: a bad one is told.
async fn all<P: Send + 'static>(
    alternative: &'static [Requirement],
    authenticator: &dyn Authenticator<P>,
    shown: Shown<'_>,
    challenges: &mut Challenges,
) -> Result<Option<Vec<P>>, BoxError> {
    let (mut principals, mut missing) = (Vec::new(), false);
    for requirement in alternative {
        let presented = match extract(&requirement.scheme, shown.headers, shown.extensions, shown.query) {
            Extracted::Found(presented) => presented,
            Extracted::Missing => {
                missing = true;
                continue;
            }
            Extracted::Malformed => return Ok(challenges.refused(&requirement.scheme, Challenge::Malformed)),
        };
        challenges.shown = true;
        match authenticator.authenticate(requirement.scheme.name, presented, requirement.scopes).await {
            Ok(principal) => principals.push(principal),
            Err(Denied::Unauthorized) => return Ok(challenges.refused(&requirement.scheme, Challenge::Invalid)),
            // Who lacks another credential, too, is not known well enough to be forbidden anything.
            Err(Denied::Forbidden) if missing => return Ok(None),
            Err(Denied::Forbidden) => {
                challenges.forbidden.get_or_insert(*requirement);
                return Ok(None);
            }
            Err(Denied::Failed(error)) => return Err(error),
        }
    }
    Ok((!missing).then_some(principals))
}

/// What was wrong with the credentials of each scheme.
#[derive(Default)]
struct Challenges {
    /// Whether there was any credential.
    shown: bool,
    refused: Vec<(&'static str, Challenge)>,
    forbidden: Option<Requirement>,
}

impl Challenges {
    fn refused<T>(&mut self, scheme: &SecurityScheme, problem: Challenge) -> Option<T> {
        self.shown = true;
        self.refused.push((scheme.name, problem));
        None
    }

    /// 403 when a good credential came, else 401 with one challenge for each scheme.
    fn into_rejection(self, security: Security) -> Rejection {
        if let Some(requirement) = self.forbidden {
            return Rejection::challenged(StatusCode::FORBIDDEN, insufficient_scope(&requirement).into_iter().collect());
        }
        let mut challenges: Vec<String> = Vec::new();
        for scheme in security.iter().flat_map(|alternative| alternative.iter()).map(|requirement| requirement.scheme) {
            let problem =
                self.refused.iter().find(|(name, _)| *name == scheme.name).map_or(Challenge::Missing, |(_, problem)| *problem);
            let challenge = scheme.challenge(problem);
            if !challenges.contains(&challenge) {
                challenges.push(challenge);
            }
        }
        Rejection::challenged(StatusCode::UNAUTHORIZED, challenges)
    }
}
