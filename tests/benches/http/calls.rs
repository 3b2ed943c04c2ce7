//! The clients.

use customer_apis::revnue::client::Client;
use customer_apis::revnue::models;
use letterpress_runtime::from_json_text;
use tokio::task::JoinSet;

use super::hand::{Answer, NewCustomer};
use super::{BODIES, Outcome, Written, answer_lines};

/// Calls what answers on the port, as often as each line of the input says: which body, how many at once, how many in all.
pub fn run(who: Written, port: &str) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let base = format!("http://127.0.0.1:{port}");
    let http = reqwest::Client::new();
    let client = Client::new(&base)?.with_bearer_auth("token");
    println!("0");
    answer_lines(|line| {
        let numbers: Vec<usize> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let [body, together, count] = numbers.as_slice() else { return Err("three numbers are expected".into()) };
        let (_, body) = BODIES.get(*body).ok_or("there is no such body")?;
        match who {
            Written::Generated => {
                let body: models::NewCustomer = from_json_text(body)?;
                let client = client.clone();
                runtime.block_on(many(*together, *count, move || {
                    let (client, body) = (client.clone(), body.clone());
                    async move { client.create_customer(body).await.map(drop).map_err(|error| error.to_string()) }
                }))
            }
            Written::ByHand => {
                let body: NewCustomer = serde_json::from_str(body)?;
                let (http, url) = (http.clone(), format!("{base}/api/v2/customer"));
                runtime.block_on(many(*together, *count, move || {
                    let (http, url, body) = (http.clone(), url.clone(), NewCustomer::clone(&body));
                    async move { by_hand(&http, &url, &body).await.map(drop) }
                }))
            }
        }
    })
}

async fn by_hand(http: &reqwest::Client, url: &str, body: &NewCustomer) -> Result<Answer, String> {
    let request = http.post(url).header("content-type", "application/json").bearer_auth("token");
    let body = serde_json::to_vec(body).map_err(|error| error.to_string())?;
    let response = request.body(body).send().await.map_err(|error| error.to_string())?;
    if response.status() != 201 {
        return Err(response.status().to_string());
    }
    let bytes = response.bytes().await.map_err(|error| error.to_string())?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

/// Makes so many calls, so many at once.
async fn many<F>(together: usize, count: usize, call: impl Fn() -> F + Clone + Send + 'static) -> Outcome<()>
where
    F: Future<Output = Result<(), String>> + Send,
{
    let mut workers = JoinSet::new();
    for _ in 0..together {
        let call = call.clone();
        workers.spawn(async move {
            for _ in 0..count / together {
                call().await?;
            }
            Ok::<(), String>(())
        });
    }
    for ended in workers.join_all().await {
        ended?;
    }
    Ok(())
}
