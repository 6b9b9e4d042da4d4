# shellcheck shell=bash
# A repository for apt, and apt as a client with directories of its own: the machine's packages stay as they are.

# Of Debian, without dependencies and scripts, so that they can be installed into an empty root.
PACKAGES=(media-types publicsuffix iso-codes linux-libc-dev)

# Made here: a large one, and another that only the last stage asks for.
LARGE_PACKAGES=(untorn-large untorn-slow)

KEY_OWNER='archive <archive@localhost>'

apt_tools() {
  echo apt-get apt-ftparchive dpkg dpkg-deb gpg gpgconf
}

make_package() {
  local name=$1 root=$work/package-$1
  mkdir -p "$root/DEBIAN" "$root/usr/share/$name"
  cat >"$root/DEBIAN/control" <<EOF
Package: $name
Version: 1
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: bytes that do not compress
EOF
  large_file "$name" >"$root/usr/share/$name/bytes"
  dpkg-deb -Znone --root-owner-group --build "$root" "$www/debian/pool" >/dev/null
  rm -r "$root"
}

make_apt_repository() {
  local name dist=$www/debian/dists/stable arch
  arch=$(dpkg --print-architecture)
  mkdir -p "$www/debian/pool" "$dist/main/binary-$arch"
  (cd "$www/debian/pool" && apt-get -q -o APT::Sandbox::User=root download "${PACKAGES[@]}" >"$work/download.log" 2>&1) \
    || cannot "apt-get cannot download ${PACKAGES[*]}: $(tail -n 1 "$work/download.log")"
  for name in "${LARGE_PACKAGES[@]}"; do make_package "$name"; done
  (cd "$www/debian" && apt-ftparchive packages pool) >"$dist/main/binary-$arch/Packages"
  gzip -9nk "$dist/main/binary-$arch/Packages"
  apt-ftparchive -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Components=main \
    -o APT::FTPArchive::Release::Architectures="$arch" release "$dist" >"$work/Release"
  sign_release "$work/Release" "$dist/InRelease"
}

# With a key that lives as long as this takes: apt checks the signature as it does Debian's.
sign_release() {
  mkdir -m 700 "$work/gpg"
  of_gpg --quick-generate-key "$KEY_OWNER" ed25519 sign 1d || cannot "gpg makes no key: $(tail -n 1 "$work/gpg.log")"
  of_gpg --output "$work/archive.gpg" --export
  of_gpg --output "$2" --clearsign "$1"
  GNUPGHOME=$work/gpg gpgconf --kill gpg-agent
}

of_gpg() {
  GNUPGHOME=$work/gpg gpg --batch --passphrase '' "$@" 2>>"$work/gpg.log"
}

# new_apt URL PROXY_SETTING: another machine as it were. Nothing of the configuration of this one is read.
new_apt() {
  apt_root=$(mktemp -d "$work/apt-XXXXXX")
  mkdir -p "$apt_root"/etc/apt/{apt.conf.d,preferences.d,trusted.gpg.d,sources.list.d} \
    "$apt_root"/var/{lib/apt/lists/partial,cache/apt/archives/partial,log/apt} \
    "$apt_root"/var/lib/dpkg/{info,updates,triggers}
  touch "$apt_root/var/lib/dpkg/status"
  echo "deb [signed-by=$work/archive.gpg] ${1%/}/debian stable main" >"$apt_root/etc/apt/sources.list"
  cat >"$apt_root/apt.conf" <<EOF
Dir "$apt_root/";
Dir::State::status "$apt_root/var/lib/dpkg/status";
APT::Sandbox::User "root";
APT::Keep-Downloaded-Packages "true";
Acquire::http::Proxy "$2";
DPkg::Options { "--root=$apt_root"; "--log=$apt_root/var/log/dpkg.log"; };
EOF
}

of_apt() {
  APT_CONFIG=$apt_root/apt.conf DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q "$@" >>"$work/apt.log" 2>&1
}

# apt_install PACKAGE ...
apt_install() {
  of_apt update && of_apt install -y "$@"
}

# Every file that apt took for complete is compared with the origin's; prints each that differs.
apt_compare() {
  local file list
  for file in "$apt_root"/var/cache/apt/archives/*.deb; do
    [ -e "$file" ] || continue
    compare "$file" "$www/debian/pool/${file##*/}"
  done
  for list in "$apt_root"/var/lib/apt/lists/*_Packages; do
    [ -e "$list" ] || continue
    compare "$list" "$www/debian/dists/stable/main/binary-$(dpkg --print-architecture)/Packages"
  done
}

apt_installed() {
  local name
  for name in "$@"; do
    dpkg-query --admindir="$apt_root/var/lib/dpkg" -W -f '${db:Status-Status}\n' "$name" 2>&1 | grep -qx installed \
      || { say "$name is not installed"; return 1; }
  done
}
