-- SPDX-License-Identifier: EUPL-1.2
-- Each request takes a seat for the next delegation of a file of links: wrk -s seats.lua URL -- FILE
local links, turn = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    links[#links + 1] = wrk.format(
      "POST", line .. "/seats", { ["Content-Type"] = "application/x-www-form-urlencoded", ["Host"] = "localhost" }, "seats-officer=1")
  end
end

function request()
  turn = turn % #links + 1
  return links[turn]
end
