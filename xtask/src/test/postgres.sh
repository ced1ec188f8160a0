# A PostgreSQL server for one test run: sh -c "$(cat postgres.sh)" ensemble BIN PORT
# It ends when standard input closes, so also when the caller is killed; nothing of it stays.
bin=$1
port=$2
trap '' INT HUP TERM
home=$(mktemp -d -t ensemble-postgres.XXXXXX) || exit 1
cd "$home" || exit 1

give_up() {
    cat "$home/log" >&2
    rm -rf "$home"
    exit 1
}

"$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >log 2>&1 || give_up
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
options="$options -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
"$bin/pg_ctl" -D data -l log -w -t 60 -o "$options" start >pg_ctl.log 2>&1 </dev/null || give_up
echo ready
read -r _
"$bin/pg_ctl" -D data -m immediate -w stop >pg_ctl.log 2>&1
cd /
rm -rf "$home"
