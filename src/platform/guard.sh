# Starts a browser and ends it with everything it has started when Standpoint ends, in whatever way.
# usage: sh -c THIS guard FOLDER BROWSER ARGUMENT…
# Standpoint gives the two pipes of the protocol as standard input and output, and as the third stream one that
# nobody writes to: its end is the end of Standpoint.
folder=$1
shift
exec 3<&0 4>&1 5<&2 </dev/null >/dev/null 2>"$folder/talk"
"$@" 5<&- &
browser=$!
exec 3<&- 4>&-
cat <&5
trap : TERM
kill -TERM 0
tries=0
while kill -0 "$browser" && [ "$tries" -lt 20 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
kill -KILL "$browser"
rm -rf -- "$folder" || { sleep 0.5; rm -rf -- "$folder"; }
