//! Pictures of every state of the element and of the demo's pages, for looking at: run by `cargo xtask look`.

mod camera;
mod motif;
mod sheet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use camera::Camera;
use e2e::trouble::{OrEnd, Result, Trouble};
use motif::{LOCALES, Motif};
use sheet::Picture;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

/// The widths in CSS pixels, each with the height of such a screen.
const SCREENS: [(u32, u32); 4] = [(320, 640), (390, 844), (768, 1_024), (1_440, 900)];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// The width of the phone whose first screen is photographed as well.
const PHONE: u32 = 390;

fn main() -> ExitCode {
    let folder = env::var_os("EC_LOOK").map_or_else(|| PathBuf::from("target/look"), PathBuf::from);
    let wanted: Vec<String> = env::args().skip(1).flat_map(|argument| words(&argument)).collect();
    let pictures = take(&folder, &wanted).or_end("the pictures");
    assert!(!pictures.is_empty(), "no picture has all of {wanted:?} in its name");
    let wrong: Vec<&Picture> = pictures.iter().filter(|picture| picture.fault.is_some()).collect();
    for picture in &wrong {
        println!("{}: {}", picture.name(), picture.fault.as_deref().unwrap_or_default());
    }
    println!("{} pictures, {} with a fault: {}", pictures.len(), wrong.len(), folder.join("index.html").display());
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn words(argument: &str) -> Vec<String> {
    argument.split_whitespace().map(str::to_owned).collect()
}

/// Takes the pictures whose names have all the wanted words, and writes the page that shows them.
fn take(folder: &PathBuf, wanted: &[String]) -> Result<Vec<Picture>> {
    fs::create_dir_all(folder)?;
    let camera = Camera::open()?;
    for locale in camera.unreadable(&LOCALES)? {
        println!("This machine has no font for {locale}: its pictures show boxes.");
    }
    let mut pictures = Vec::new();
    for motif in motif::all(&camera)? {
        for locale in LOCALES {
            let frames = frames(&motif, locale);
            let mut chosen: Vec<Picture> = frames.into_iter().filter(|picture| picture.has(wanted)).collect();
            chosen.sort_by_key(|picture| picture.scheme);
            let mut arrived = None;
            for mut picture in chosen {
                // Providers choose the colours of a button when they draw it.
                let known =
                    arrived.take().filter(|(scheme, _)| *scheme == picture.scheme || !motif.has_provider_buttons());
                let (_, here) = match known {
                    Some(known) => arrived.insert(known),
                    None => {
                        camera.prefer(picture.scheme)?;
                        arrived.insert((picture.scheme, camera.visit(&motif, locale)))
                    }
                };
                picture.fault = match here {
                    Ok(()) => shoot(&camera, &motif, &picture, folder)?,
                    Err(trouble) => Some(trouble.to_string()),
                };
                pictures.push(picture);
            }
        }
    }
    fs::write(folder.join("index.html"), sheet::page(&pictures))?;
    Ok(pictures)
}

fn frames(motif: &Motif, locale: &str) -> Vec<Picture> {
    let mut frames = Vec::new();
    for (width, height) in SCREENS {
        for scheme in SCHEMES {
            frames.push(Picture::new(motif, locale, (width, height), scheme));
            if width == PHONE && motif.is_long() {
                frames.push(Picture::new(motif, locale, (width, height), scheme).of_the_first_screen());
            }
        }
    }
    frames
}

/// Writes one picture. The fault that it shows, if there is one.
fn shoot(camera: &Camera, motif: &Motif, picture: &Picture, folder: &std::path::Path) -> Result<Option<String>> {
    camera.set(picture.screen, picture.scheme)?;
    let fault = camera.fault()?;
    let image = if picture.is_first_screen { camera.first_screen()? } else { camera.image(motif)? };
    let bytes =
        BASE64_STANDARD.decode(&image).map_err(|_| Trouble::System("the browser's picture is no base64".to_owned()))?;
    fs::write(folder.join(picture.name()), bytes)?;
    Ok(fault)
}
