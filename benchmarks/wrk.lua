-- A script for wrk that posts the lines of a file in order, in a loop. An answer is a failure if its status is not 200
-- or if it does not begin as expected. The script prints the first wrong answer, if any, and then one line of JSON.
-- Arguments: the file of bodies, and the beginning of a successful answer.
local threads = {}
local bodies, expected = {}, ""
local asked = 0
failed = 0
first_wrong = ""

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  local headers = { ["content-type"] = "application/json", ["accept"] = "application/json" }
  for line in io.lines(arguments[1]) do
    bodies[#bodies + 1] = wrk.format("POST", nil, headers, line)
  end
  expected = arguments[2]
end

function request()
  asked = asked + 1
  return bodies[(asked - 1) % #bodies + 1]
end

function response(status, headers, body)
  if status ~= 200 or string.sub(body, 1, #expected) ~= expected then
    failed = failed + 1
    if failed == 1 then
      first_wrong = status .. " " .. string.sub(body, 1, 200)
    end
  end
end

function done(summary, latency, requests)
  local wrong = 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("failed")
    if thread:get("failed") > 0 then
      io.write("WRONG " .. thread:get("first_wrong") .. "\n")
    end
  end
  -- Answers with another status than 200 are already counted as wrong answers.
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '{"lost": [%d, %d, %d, %d], "answers": %d, "failures": %d, "microseconds": %d, "bytes": %d, "p50": %.4f, "p99": %.4f, "max": %.4f}\n',
    summary.errors.connect, summary.errors.read, summary.errors.write, summary.errors.timeout,
    summary.requests, wrong + lost, summary.duration, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
