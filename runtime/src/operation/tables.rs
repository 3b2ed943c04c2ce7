//! The tables in which generated code describes requests and responses, one line for each part.

/// The part of `impl Operation` about the request: `BODY`, `write_request` and `read_request`.
///
/// Each line is a field, the method of [`RequestWriter`](crate::RequestWriter) and [`RequestReader`](crate::RequestReader) that
/// moves it, and what describes it: a [`Parameter`](crate::Parameter) after `required` and `optional`, a [`Media`](crate::Media)
/// after `body` and `optional_body`, a list of them after `bodies` and `optional_bodies`. For an example see
/// [`responses!`](crate::responses).
#[macro_export]
macro_rules! request {
    ($($field:ident : $method:ident $description:expr),* $(,)?) => {
        const BODY: $crate::RequestBody = $crate::RequestBody::only(&[$($crate::__body!($method $description)),*]);

        #[inline]
        #[allow(unused_variables)]
        fn write_request(self, request: &mut $crate::RequestWriter) {
            $($crate::__write_request!(request $method $description, self.$field);)*
        }

        #[inline]
        #[allow(unused_variables)]
        fn read_request(request: &mut $crate::RequestReader<'_>) -> Self {
            Self { $($field: $crate::__read_request!(request $method $description),)* }
        }
    };
}

/// The part of `impl Operation` about responses: `RESPONSES`, `write_response`, `read_response` and `status`.
///
/// Each row is a status, what it means, and where each name in it travels: `json` with the media type, `body` with a
/// [`Media`](crate::Media), `bodies` with a list of them, `header` or `optional_header` with a name or a
/// [`Parameter`](crate::Parameter), `status` for the status that came. Instead of a
/// status a row has `informational`, `success`, `redirection`, `client_error` or `server_error` for a range, and `default` for
/// all others. Where `default` is documented alone, it is both: `default_success` stands for what is below 400. Where no
/// success is documented at all, `any_success` stands for every `2XX`. Exact statuses come before ranges, `default` is last.
/// Behind a row may stand, after `=>`, the [`Answer`](crate::Answer) with which the server fills the body when it answers by itself.
///
/// ```
/// use letterpress_runtime::{Media, Method, Operation, Parameter, ParameterKind, documented_error, request, responses};
///
/// struct Rename {
///     id: i64,
///     body: String,
/// }
///
/// #[derive(Debug)]
/// enum RenameError {
///     NotFound,
///     TooManyRequests { retry_after: Option<i64>, body: String },
/// }
///
/// documented_error!(Rename => RenameError);
///
/// impl Operation for Rename {
///     const ID: &'static str = "rename";
///     const METHOD: Method = Method::PUT;
///     const PATH: &'static str = "/pets/{id}/name";
///     type Ok = ();
///     type Error = RenameError;
///
///     request! {
///         id: required Parameter::path("id").kind(ParameterKind::Integer),
///         body: body Media::json("application/json").rule(|value| value.string()),
///     }
///
///     responses! {
///         204 => Ok(()) {},
///         404 => Err(RenameError::NotFound) {},
///         429 => Err(RenameError::TooManyRequests { retry_after, body }) {
///             retry_after: optional_header "Retry-After",
///             body: json "application/json",
///         },
///     }
/// }
/// ```
#[macro_export]
macro_rules! responses {
    ($($key:tt => $side:ident $value:tt { $($part:ident : $method:ident $($source:expr)?),* $(,)? } $(=> $answer:expr)?),+ $(,)?) => {
        const RESPONSES: &'static [$crate::Documented] = &[$($crate::Documented {
            status: $crate::__status!($key),
            side: $crate::__side!($side),
            media: $crate::RequestBody::only(&[$($crate::__body!($method $($source)?)),*]).media,
            answer: $crate::__answer!($($answer)?),
        }),+];

        #[inline]
        fn write_response(outcome: $crate::Outcome<Self>, response: &mut $crate::ResponseWriter) {
            #[allow(unreachable_patterns)]
            match outcome {
                $($side $value => {
                    $crate::__start_response!(response $key);
                    $($crate::__write_part!(response $part $method $($source)?);)*
                })+
                // Where no failure is documented there is no value of the type of failures.
                _ => {}
            }
        }

        #[inline]
        fn read_response(response: &mut $crate::ResponseReader<'_>) -> ::core::option::Option<$crate::Outcome<Self>> {
            #[allow(unreachable_patterns)]
            ::core::option::Option::Some(match response.status() {
                $($crate::__statuses!($key) => {
                    $(let $part = $crate::__read_part!(response $method $($source)?);)*
                    $side $value
                })+
                _ => return ::core::option::Option::None,
            })
        }

        #[inline]
        fn status(
            outcome: ::core::result::Result<&Self::Ok, &Self::Error>,
        ) -> ::core::option::Option<$crate::StatusCode> {
            #[allow(unreachable_patterns, unused_variables)]
            match outcome {
                $($side $value => {
                    let status: ::core::option::Option<$crate::StatusCode> = $crate::__status_of!($key);
                    $($crate::__status_part!(status $part $method);)*
                    status
                })+
                _ => ::core::option::Option::None,
            }
        }
    };
}

/// What a line of a table says of the body: all that is no body has none.
#[doc(hidden)]
#[macro_export]
macro_rules! __body {
    (body $media:expr) => {
        $crate::RequestBody { media: const { &[$media] }, required: true }
    };
    (optional_body $media:expr) => {
        $crate::RequestBody { media: const { &[$media] }, required: false }
    };
    (bodies $media:expr) => {
        $crate::RequestBody { media: const { &$media }, required: true }
    };
    (optional_bodies $media:expr) => {
        $crate::RequestBody { media: const { &$media }, required: false }
    };
    (json $media_type:expr) => {
        $crate::RequestBody { media: const { &[$crate::Media::json($media_type)] }, required: true }
    };
    ($other:ident $($source:expr)?) => {
        $crate::RequestBody::NONE
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __answer {
    () => {
        $crate::Answer::Undescribed
    };
    ($answer:expr) => {
        $answer
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __write_request {
    ($request:ident body $media:expr, $value:expr) => {
        $request.body(const { &[$media] }, $value)
    };
    ($request:ident optional_body $media:expr, $value:expr) => {
        $request.optional_body(const { &[$media] }, $value)
    };
    ($request:ident bodies $media:expr, $value:expr) => {
        $request.body(const { &$media }, $value)
    };
    ($request:ident optional_bodies $media:expr, $value:expr) => {
        $request.optional_body(const { &$media }, $value)
    };
    ($request:ident $method:ident $parameter:expr, $value:expr) => {
        $request.$method(const { &$parameter }, &$value)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __read_request {
    ($request:ident body $media:expr) => {
        $request.body(const { &[$media] })
    };
    ($request:ident optional_body $media:expr) => {
        $request.optional_body(const { &[$media] })
    };
    ($request:ident bodies $media:expr) => {
        $request.body(const { &$media })
    };
    ($request:ident optional_bodies $media:expr) => {
        $request.optional_body(const { &$media })
    };
    ($request:ident $method:ident $parameter:expr) => {
        $request.$method(const { &$parameter })
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __side {
    (Ok) => {
        $crate::__private::Side::Success
    };
    (Err) => {
        $crate::__private::Side::Failure
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __status {
    (informational) => {
        $crate::Status::Range(1)
    };
    (success) => {
        $crate::Status::Range(2)
    };
    (any_success) => {
        $crate::Status::Range(2)
    };
    (redirection) => {
        $crate::Status::Range(3)
    };
    (client_error) => {
        $crate::Status::Range(4)
    };
    (server_error) => {
        $crate::Status::Range(5)
    };
    (default) => {
        $crate::Status::Default
    };
    (default_success) => {
        $crate::Status::Default
    };
    ($code:literal) => {
        $crate::Status::Exact($code)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __statuses {
    (informational) => {
        100..=199
    };
    (success) => {
        200..=299
    };
    (any_success) => {
        200..=299
    };
    (redirection) => {
        300..=399
    };
    (client_error) => {
        400..=499
    };
    (server_error) => {
        500..=599
    };
    (default) => {
        _
    };
    (default_success) => {
        100..=399
    };
    ($code:literal) => {
        $code
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __start_response {
    ($response:ident any_success) => {
        $response.status(204_u16)
    };
    ($response:ident $code:literal) => {
        $response.status($code as u16)
    };
    ($response:ident $range:ident) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __status_of {
    (any_success) => {
        $crate::StatusCode::from_u16(204).ok()
    };
    ($code:literal) => {
        $crate::StatusCode::from_u16($code).ok()
    };
    ($range:ident) => {
        ::core::option::Option::None
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __status_part {
    ($status:ident $part:ident status) => {
        let $status = ::core::option::Option::Some(*$part);
    };
    ($status:ident $part:ident $method:ident) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __write_part {
    ($response:ident $part:ident status) => {
        $response.status($part)
    };
    ($response:ident $part:ident json $media_type:expr) => {
        $response.body(const { &[$crate::Media::json($media_type)] }, $part)
    };
    ($response:ident $part:ident body $media:expr) => {
        $response.body(const { &[$media] }, $part)
    };
    ($response:ident $part:ident bodies $media:expr) => {
        $response.body(const { &$media }, $part)
    };
    ($response:ident $part:ident $method:ident $source:expr) => {
        $response.$method($source, &$part)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __read_part {
    ($response:ident status) => {
        $response.status_code()
    };
    ($response:ident json $media_type:expr) => {
        $response.body(const { &[$crate::Media::json($media_type)] })
    };
    ($response:ident body $media:expr) => {
        $response.body(const { &[$media] })
    };
    ($response:ident bodies $media:expr) => {
        $response.body(const { &$media })
    };
    ($response:ident $method:ident $source:expr) => {
        $response.$method($source)
    };
}
