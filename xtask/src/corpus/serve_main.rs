//! Asks the routers of a crate, and prints a line for each answer.

use http::Request;
use letterpress_runtime::Payload;
use letterpress_runtime::client::{InProcess, Transport};
use letterpress_runtime::server::Router;

fn ask(name: &str, router: fn() -> Router, requests: &[(&str, &str)]) {
    let built = std::panic::catch_unwind(|| InProcess::new(router()));
    let Ok(server) = built else {
        println!("{name}\tthe router\tit panics");
        return;
    };
    for (method, target) in requests {
        let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| answer(&server, method, target)));
        println!("{name}\t{method} {target}\t{}", asked.unwrap_or_else(|_| "it panics".to_owned()));
    }
}

fn exchanged(name: &str, exchanges: &[(&str, fn() -> String)]) {
    for (operation, exchange) in exchanges {
        let became = std::panic::catch_unwind(exchange).unwrap_or_else(|_| "it panics".to_owned());
        println!("{name}\t= {operation}\t{became}");
    }
}

fn answer(server: &InProcess<Router>, method: &str, target: &str) -> String {
    let request = Request::builder().method(method).uri(format!("http://test{target}"));
    let request = match request.body(Payload::Whole(bytes::Bytes::new())) {
        Ok(request) => request,
        Err(error) => return error.to_string(),
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => match runtime.block_on(server.send(request)) {
            Ok(response) => response.status().as_u16().to_string(),
            Err(error) => error.to_string(),
        },
        Err(error) => error.to_string(),
    }
}
