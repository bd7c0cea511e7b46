using System.Text;

namespace Phoenix.Node.Control;

/// <summary>
/// A small file that is whole or not there, whenever the process or the machine dies: written beside it, forced to the
/// disk, renamed. Writes take effect in the order in which they are asked for.
/// </summary>
internal sealed class DurableFile(string path)
{
    private readonly Lock _gate = new();
    private Task<string?> _last = Task.FromResult<string?>(null);

    private string Draft => path + ".tmp";

    /// <summary>What it holds; null when there is none.</summary>
    /// <param name="judge">Told the text.</param>
    /// <param name="doubt">Told why nobody knows what it would hold.</param>
    public T? Read<T>(Func<string, T> judge, Func<string, T> doubt)
        where T : class
    {
        try
        {
            return File.Exists(Draft)
                ? doubt($"{Draft} was not written to its end")
                : judge(File.ReadAllText(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return doubt(failure.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    /// <summary>Completes when it is on the disk: null, or why it is not.</summary>
    public Task<string?> Replace(string text)
    {
        lock (_gate)
        {
            return _last = After(_last, text);
        }
    }

    private async Task<string?> After(Task<string?> before, string text)
    {
        await before;
        return await Task.Run(() => Write(text));
    }

    private string? Write(string text)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using (var draft = File.Create(Draft))
            {
                draft.Write(Encoding.UTF8.GetBytes(text));
                draft.Flush(flushToDisk: true);
            }

            File.Move(Draft, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
        }
    }
}
