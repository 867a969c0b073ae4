-- Drives the language server from Neovim as its user would, and prints one line for each thing seen.
-- BIOMANUSCRIPT_SERVER is the built server, the file to open is the first argument of the editor.

local function fail(message)
  io.stdout:write("not ok " .. message .. "\n")
  vim.cmd("cquit")
end

local function wait_for(what, condition)
  if not vim.wait(30000, condition, 20) then fail("waited in vain for " .. what) end
end

local function ask(method, params)
  local answer, failure
  vim.lsp.buf_request(0, method, params, function(err, result)
    answer, failure = result, err
  end)
  wait_for(method, function() return answer ~= nil or failure ~= nil end)
  if failure then fail(method .. ": " .. vim.inspect(failure)) end
  return answer
end

local client = vim.lsp.start_client({
  name = "biomanuscript",
  cmd = { "node", vim.env.BIOMANUSCRIPT_SERVER, "--stdio" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)

wait_for("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write("diagnostic " .. diagnostic.code .. "\n")
end

vim.fn.search("Kupffer cells")
vim.cmd("normal! l")
vim.fn.search("Kupffer cells")
local hover = ask("textDocument/hover", vim.lsp.util.make_position_params())
io.stdout:write("hover " .. hover.contents.value:match("[^\n]*") .. "\n")

vim.api.nvim_buf_set_lines(0, -1, -1, false, { "", "Activated stellate" })
vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 18 })
local params = vim.lsp.util.make_position_params()
params.position.character = 18
for _, item in ipairs(ask("textDocument/completion", params).items) do
  io.stdout:write("completion " .. item.label .. "\n")
end
vim.cmd("qall!")
