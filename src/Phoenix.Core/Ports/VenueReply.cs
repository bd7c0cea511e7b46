namespace Phoenix.Core.Ports;

/// <summary>What kind of failure a venue's answer, or the lack of one, is; each kind has one reaction.</summary>
public enum VenueFailure
{
    /// <summary>Understood and refused; nothing was done, and the same request would be refused again.</summary>
    Refused = 1,

    /// <summary>A post-only order would have taken liquidity (−5022): evidence that our book is late.</summary>
    WouldCross,

    /// <summary>The order is not open, or not known (−2011, −2013): it may have been filled.</summary>
    OrderUnknown,

    /// <summary>An open order already has this client order id (−4116): our first attempt lives.</summary>
    DuplicateOrder,

    /// <summary>The account has no active listen key (−1125).</summary>
    ListenKeyUnknown,

    /// <summary>
    /// The timestamp was outside the receive window (−1021, −5028): the clock offset must be measured again.
    /// </summary>
    ClockSkew,

    /// <summary>Too many requests or orders (429, −1003, −1015).</summary>
    RateLimited,

    /// <summary>The address is banned (418).</summary>
    Banned,

    /// <summary>Key, signature or permission is wrong; a human must look.</summary>
    Unauthorized,

    /// <summary>Not executed; may be tried again after a pause.</summary>
    Unavailable,

    /// <summary>It may have been executed: the truth must be asked for, never guessed.</summary>
    OutcomeUnknown,
}

/// <summary>A failed request.</summary>
/// <param name="Failure">The kind, which decides the reaction.</param>
/// <param name="Code">The venue's error code, or 0 if none was given.</param>
/// <param name="Message">The venue's text, or what our side saw; never contains a secret.</param>
/// <param name="RetryAfter">The wait the venue demands, if it named one.</param>
public sealed record VenueError(VenueFailure Failure, int Code, string Message, TimeSpan? RetryAfter = null)
{
    public override string ToString() => Code == 0 ? $"{Failure}: {Message}" : $"{Failure} ({Code}): {Message}";
}

/// <summary>
/// The outcome of a request: a value or a classified failure. Operating errors are values, not exceptions.
/// </summary>
public abstract record VenueReply<T>
{
    private VenueReply()
    {
    }

    /// <summary>The venue did what was asked.</summary>
    public sealed record Ok(T Value) : VenueReply<T>;

    /// <summary>It did not, or nobody knows; see <see cref="VenueError.Failure"/>.</summary>
    public sealed record Failed(VenueError Error) : VenueReply<T>;
}

/// <summary>The value of a reply that carries nothing but success.</summary>
public readonly record struct Done;
