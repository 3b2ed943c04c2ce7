//! A router under a path.

/// Puts a router under a path, such as [`Server::base_path`](crate::Server::base_path): the router serves the paths of the
/// description, which stand below the path of a server. Nothing is changed where the path is empty or `/`.
///
/// ```
/// use letterpress_runtime::{Server, server};
///
/// const SERVER: Server = Server { url: "https://api.example.com/v1", description: "", variables: &[] };
/// let api = axum::Router::new();
/// let app = server::mount(&SERVER.base_path(&[])?, api);
/// # Ok::<(), letterpress_runtime::ServerError>(())
/// ```
pub fn mount(path: &str, router: axum::Router) -> axum::Router {
    // What axum reads as a variable stands for itself here.
    let path = path.trim_matches('/').replace('{', "{{").replace('}', "}}");
    match path.is_empty() {
        true => router,
        // `nest` would answer 404 to `/v1/`, which an operation of the path `/` is.
        false => axum::Router::new().nest_service(&format!("/{path}"), router),
    }
}
