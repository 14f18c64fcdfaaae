-- The JSON API under load, by wrk (Debian's package of that name). With `digitreader serve` running:
--   PHOTO=src/digitreader/samples/phone-number.jpg wrk -t1 -c2 -d20s --latency -s bench/photo.lua http://127.0.0.1:8501/api/v1/read

local file = assert(io.open(os.getenv("PHOTO"), "rb"))
local border = "a-border-that-no-photo-holds"

wrk.method = "POST"
wrk.headers["Content-Type"] = "multipart/form-data; boundary=" .. border
wrk.body = "--" .. border .. '\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n'
  .. "Content-Type: image/jpeg\r\n\r\n" .. file:read("*a") .. "\r\n--" .. border .. "--\r\n"
file:close()
