#!/usr/bin/env bash
# Draws the torn response of a report of the lab as two pictures, for light pages and for dark ones.
#
#   untorn lab integrity --mode sendfile --writer steps --client slow --size 4MiB --duty 0.02 \
#     --html report.html
#   src/demo/picture.sh report.html DIR     # DIR/torn-light.svg and DIR/torn-dark.svg
#
# Each square is a block of the body that a client received, in the colour of the version it belongs
# to; squares, colours and figures are the report's.
set -eu

LEGEND_MAX=6 # what fits into a line

[ $# = 2 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
report=$1 dir=$2

# Not every viewer of SVG reads colours as the page writes them.
plain='s|hsl(\([0-9]*\)[.0-9]* \([0-9]*%\) \([0-9]*%\))|hsl(\1, \2, \3)|g'
section=$(tr '\n' ' ' <"$report" | grep -o '<h2>A torn response</h2>.*' | sed 's|</section>.*||' | sed "$plain" | grep .) || {
  echo "picture.sh: $report shows no torn response" >&2
  exit 1
}
squares=$(sed 's|</svg>.*||; s|.*<svg [^>]*>||' <<<"$section")
height=$(sed -n 's|.*viewBox="0 0 640 \([0-9]*\)".*|\1|p' <<<"$section")
text=$(sed 's|<svg .*</svg>||; s|<[^>]*>||g' <<<"$section")
promised=$(sed -n 's|.*status \([0-9]*\), \([0-9,]*\) bytes promised, as many received.*|\1 \2|p' <<<"$text")
versions=$(sed -n 's|.*pieces of \([0-9]*\) versions.*|\1|p' <<<"$text")
[ -n "$squares" ] && [ -n "$height" ] && [ -n "$promised" ] && [ -n "$versions" ] || {
  echo "picture.sh: the report is not as expected" >&2
  exit 1
}
legend=$(grep -o 'background:hsl([^)]*)"></i>version [0-9]*: [0-9,]* blocks' <<<"$section" \
  | sed 's|background:\(.*\)"></i>version \([0-9]*\): .*|\1;version \2|')

# draw INK SOFT FILE
draw() {
  local x=0 below=$((height + 96))
  {
    printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 %d" role="img"' $((height + 106))
    printf ' aria-label="One response, drawn block by block in the colours of the %s versions it is made of"' "$versions"
    printf ' font-family="system-ui, sans-serif">\n'
    printf '<text y="20" font-size="17" font-weight="600" fill="%s">' "$1"
    printf '%s OK, %s bytes, complete: pieces of %s versions</text>\n' "${promised% *}" "${promised#* }" "$versions"
    printf '<text y="44" font-size="13" fill="%s">' "$2"
    printf 'One response of a server that sends the live file, while a program overwrites the file.</text>\n'
    printf '<g transform="translate(0 60)" shape-rendering="crispEdges">%s</g>\n' "$squares"
    if [ "$versions" -gt $LEGEND_MAX ]; then
      printf '<text y="%d" font-size="13" fill="%s">Each colour is a version.</text>\n' $below "$2"
      legend=
    fi
    while IFS=';' read -r colour name; do
      [ -n "$name" ] || continue
      printf '<rect x="%d" y="%d" width="12" height="12" rx="2" fill="%s"/>' $x $((below - 11)) "$colour"
      printf '<text x="%d" y="%d" font-size="13" fill="%s">%s</text>\n' $((x + 18)) $below "$2" "$name"
      x=$((x + 106))
    done <<<"$legend"
    echo '</svg>'
  } >"$3"
}

mkdir -p "$dir"
draw '#1c1d1f' '#57606a' "$dir/torn-light.svg"
draw '#e8e8e6' '#9b9ea4' "$dir/torn-dark.svg"
