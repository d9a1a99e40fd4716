#!/bin/sh
# nginx with what the settings say, which it cannot read itself.
set -eu

prefix=$(printf %s "${LINCE_PATH_PREFIX:-}" | sed 's:/*$::')
case $prefix in
  *[!A-Za-z0-9_.~/-]*)
    echo "LINCE_PATH_PREFIX no sirve: se espera /lince. / LINCE_PATH_PREFIX cannot work: /lince is expected." >&2
    exit 78
    ;;
esac
pattern=$(printf %s "$prefix" | sed 's:\.:\\\\.:g')
sed "s:@PREFIX@:$prefix:g; s:@PREFIX_PATTERN@:$pattern:g" /etc/lince/nginx.conf > /tmp/nginx.conf

# A new API container has a new address. nginx asks for it again only where it is told which name server to ask.
awk '/^nameserver/ { print "resolver", ($2 ~ /:/ ? "[" $2 "]" : $2), "valid=5s ipv6=off;"; exit }' \
  /etc/resolv.conf > /tmp/resolver.conf

# Whose word is believed when it says whom it speaks for.
loopback='127.0.0.0/8 ::1/128'
private='10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 169.254.0.0/16 fe80::/10'
{
  echo 'geo $trusted {'
  echo '  default 0;'
  for proxy in $(printf %s "${LINCE_TRUSTED_PROXIES:-loopback}" | tr ',' ' '); do
    case $proxy in
      loopback) networks=$loopback ;;
      private) networks=$private ;;
      *) networks=$proxy ;;
    esac
    for network in $networks; do echo "  $network 1;"; done
  done
  echo '}'
} > /tmp/trusted.conf

exec nginx -e stderr -c /tmp/nginx.conf
