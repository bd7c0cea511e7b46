using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Account;

/// <summary>Log lines of the account.</summary>
internal static partial class AccountLog
{
    [LoggerMessage(2500, LogLevel.Warning, "{Symbol} the account could not be read: {Problem}")]
    public static partial void PictureFailed(this ILogger log, Symbol symbol, string problem);
}
