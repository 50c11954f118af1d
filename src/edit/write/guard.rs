//! Files that awsp could replace, and should not.

use rustix::fd::AsFd;
use rustix::fs::{Mode, Stat};
use rustix::process::geteuid;

use crate::error::Error;

use super::Options;
use super::spot::{Current, Spot};

/// Refuses a file or, where there is none, a folder of another user: `sudo` leaves files behind that their owner cannot use.
pub(super) fn owner(spot: &Spot, options: Options) -> Result<(), Error> {
    let stat = spot.stat().or_else(|| rustix::fs::fstat(&spot.folder).ok());
    let is_own = stat.is_none_or(|stat| stat.st_uid == geteuid().as_raw());
    if is_own || options.as_root {
        return Ok(());
    }
    refuse(spot, "it belongs to another user", "run awsp as that user, or say `--as-root`")
}

/// Refuses a file that would lose something.
pub(super) fn all(spot: &Spot, current: &Current, options: Options) -> Result<(), Error> {
    owner(spot, options)?;
    let Some((_, stat)) = &current.file else { return Ok(()) };
    if stat.st_nlink > 1 && !options.break_links {
        let hint = "say `--break-links` to have only this one changed";
        return refuse(
            spot,
            "the file has other names (hard links), which would keep the old text",
            hint,
        );
    }
    if !Mode::from_raw_mode(stat.st_mode).contains(Mode::WUSR) {
        return refuse(spot, "the file is read-only", "allow it first: chmod u+w, then the file");
    }
    Ok(())
}

fn refuse(spot: &Spot, message: &str, hint: &str) -> Result<(), Error> {
    Err(Error::Kept { path: spot.path.clone(), message: message.to_owned(), hint: hint.to_owned() })
}

/// Has a file that root has made in somebody's folder belong to them.
pub(super) fn give_to_owner_of(folder: impl AsFd, file: impl AsFd, stat: &Stat) {
    if !geteuid().is_root() || stat.st_uid != 0 {
        return;
    }
    if let Ok(owner) = rustix::fs::fstat(folder)
        && owner.st_uid != 0
    {
        let user = rustix::fs::Uid::from_raw(owner.st_uid);
        let group = rustix::fs::Gid::from_raw(owner.st_gid);
        _ = rustix::fs::fchown(file, Some(user), Some(group));
    }
}
