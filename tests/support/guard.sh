# Runs a program and ends its whole process group when the pipe on our standard input closes, which happens when the
# test drops it and also when the test dies in any way. The group gets $1 first, and ten seconds to put things in order.
signal=$1
shift
trap : "$signal"
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
(
  trap '' "$signal"
  cat <&3 >/dev/null
  kill -s "$signal" 0
  sleep 10
  kill -s KILL 0
) &
while kill -0 "$program" 2>/dev/null; do
  wait "$program"
  code=$?
done
echo "guard: ended with $code" >&2
trap '' "$signal"
kill -s "$signal" 0
kill -s KILL 0
