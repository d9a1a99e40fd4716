#!/bin/sh
# A new API container has a new address. nginx asks for it again only where it is told which name server to ask.
awk '/^nameserver/ { print "resolver", ($2 ~ /:/ ? "[" $2 "]" : $2), "valid=5s ipv6=off;"; exit }' \
  /etc/resolv.conf > /tmp/resolver.conf
exec nginx -e stderr -c /etc/lince/nginx.conf
