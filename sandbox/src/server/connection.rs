//! Accepts connections and answers their requests, with faults of the connection.

use super::{Shared, files};
use crate::http::{Hangup, Reply, Request};
use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep, sleep};

const LARGEST_BODY: usize = 4 << 20;
const BETWEEN_DRIPS: Duration = Duration::from_millis(500);
// Long enough for the first half to be sent as a separate packet.
const BEFORE_THE_CUT: Duration = Duration::from_millis(20);

/// The error that closes a connection without an answer.
#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("simulated fault: connection closed")
    }
}

impl std::error::Error for HungUp {}

/// Accepts connections until it is stopped.
pub async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stopped: oneshot::Receiver<()>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let socket = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => socket,
                // For example too many open files. The next connection may succeed.
                Err(_) => continue,
            },
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, Arc::clone(&shared)));
            // The only errors are closed connections, by us or by the client.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
        });
    }
}

async fn answer(request: hyper::Request<Incoming>, shared: Arc<Shared>) -> Result<hyper::Response<Body>, HungUp> {
    let path = request.uri().path().to_owned();
    let ours = ["/glue/", "/psp/", "/sandbox/"].iter().any(|prefix| path.starts_with(prefix));
    if let (false, Some(folder)) = (ours, &shared.serve) {
        return files::serve(folder, &path).await;
    }
    let request = read(request).await.ok_or(HungUp)?;
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    let reply = shared.sandbox().handle(&request, now_ms);
    if reply.delay_ms > 0 {
        sleep(Duration::from_millis(reply.delay_ms)).await;
    }
    match reply.hangup {
        Some(Hangup::Never) => std::future::pending().await,
        Some(Hangup::Drop) => Err(HungUp),
        Some(Hangup::CutOff) => {
            let half = Bytes::from(reply.body.as_bytes()[..reply.body.len() / 2].to_vec());
            respond(reply, Body::CutOff { half: Some(half), wait: Box::pin(sleep(BEFORE_THE_CUT)) })
        }
        Some(Hangup::Drip) => respond(reply, Body::Drip { wait: Box::pin(sleep(Duration::ZERO)) }),
        None => {
            let body = Body::Whole(Some(Bytes::from(reply.body.clone())));
            respond(reply, body)
        }
    }
}

async fn read(request: hyper::Request<Incoming>) -> Option<Request> {
    let (parts, body) = request.into_parts();
    let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<(String, String)> =
        parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let host = parts.headers.get("host").map(text).unwrap_or_default();
    let body = Limited::new(body, LARGEST_BODY).collect().await.ok()?.to_bytes();
    Some(Request {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
        origin: format!("http://{host}"),
    })
}

fn respond(reply: Reply, body: Body) -> Result<hyper::Response<Body>, HungUp> {
    let mut response = hyper::Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    // An invalid header is a bug of the sandbox. Closing the connection makes the test fail.
    response.body(body).map_err(|_| HungUp)
}

/// The body of an answer, complete or with a fault.
pub enum Body {
    /// The complete body.
    Whole(Option<Bytes>),
    /// Half of the body, and then a closed connection.
    CutOff {
        /// The half. `None` after it was sent.
        half: Option<Bytes>,
        /// The pause between the half and the close.
        wait: Pin<Box<Sleep>>,
    },
    /// An endless body of spaces.
    Drip {
        /// The pause before the next space.
        wait: Pin<Box<Sleep>>,
    },
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match self.get_mut() {
            Self::Whole(body) => Poll::Ready(body.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::CutOff { half, wait } => {
                if let Some(half) = half.take() {
                    wait.as_mut().reset(Instant::now() + BEFORE_THE_CUT);
                    return Poll::Ready(Some(Ok(Frame::data(half))));
                }
                wait.as_mut()
                    .poll(context)
                    .map(|()| Some(Err(std::io::Error::other("simulated fault: connection cut"))))
            }
            Self::Drip { wait } => match wait.as_mut().poll(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(()) => {
                    wait.as_mut().reset(Instant::now() + BETWEEN_DRIPS);
                    Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" ")))))
                }
            },
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(Some(bytes)) => SizeHint::with_exact(bytes.len() as u64),
            Self::Whole(None) => SizeHint::with_exact(0),
            Self::CutOff { .. } | Self::Drip { .. } => SizeHint::default(),
        }
    }
}
