//! Gives a new file what the old one had besides its text: owner, group, mode and attributes.

use std::ffi::CString;
use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fs::{Gid, Mode, Stat, Uid, XattrFlags, fgetxattr, flistxattr, fsetxattr};
use rustix::io::Errno;

use crate::error::Error;

/// The longest list of names, and the longest value, that the kernel has.
const LONGEST: usize = 64 << 10;

/// Makes `new` like `old`, and fails unless all of it can be; `break_links` lets attributes go.
pub(super) fn like(
    path: &Path,
    old: &File,
    stat: &Stat,
    new: &File,
    break_links: bool,
) -> Result<(), Error> {
    let failed = |error: Errno| Error::Write {
        path: path.to_owned(),
        message: format!("its owner and mode cannot be kept: {}", io::Error::from(error)),
    };
    let own = rustix::fs::fstat(new).map_err(failed)?;
    if (own.st_uid, own.st_gid) != (stat.st_uid, stat.st_gid) {
        let (user, group) = (Uid::from_raw(stat.st_uid), Gid::from_raw(stat.st_gid));
        rustix::fs::fchown(new, Some(user), Some(group)).map_err(failed)?;
    }
    rustix::fs::fchmod(new, Mode::from_raw_mode(stat.st_mode)).map_err(failed)?;
    if copy_attributes(old, new).is_ok() || break_links {
        return Ok(());
    }
    Err(Error::Kept {
        path: path.to_owned(),
        message: "the file has attributes that cannot be copied (ACL, xattr or SELinux)".to_owned(),
        hint: "say `--break-links` to go on without them".to_owned(),
    })
}

fn copy_attributes(old: &File, new: &File) -> Result<(), Errno> {
    for name in names(old)? {
        let value = value(old, &name)?;
        let is_there = self::value(new, &name).is_ok_and(|there| there == value);
        if !is_there {
            fsetxattr(new, &name, &value, XattrFlags::empty())?;
        }
    }
    Ok(())
}

fn names(file: &File) -> Result<Vec<CString>, Errno> {
    let mut list = vec![0_u8; LONGEST];
    let length = match flistxattr(file, list.as_mut_slice()) {
        Ok(length) => length,
        Err(Errno::NOTSUP) => 0,
        Err(error) => return Err(error),
    };
    let names = list.get(..length).unwrap_or_default().split(|byte| *byte == 0);
    Ok(names.filter(|name| !name.is_empty()).filter_map(|name| CString::new(name).ok()).collect())
}

fn value(file: &File, name: &CString) -> Result<Vec<u8>, Errno> {
    let mut value = vec![0_u8; LONGEST];
    let length = fgetxattr(file, name, value.as_mut_slice())?;
    value.truncate(length);
    Ok(value)
}
