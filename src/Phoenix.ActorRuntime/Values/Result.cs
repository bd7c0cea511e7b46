using System.Runtime.ExceptionServices;

namespace Akka.Util;

/// <summary>The outcome of something: a value or an exception.</summary>
public readonly struct Result<T> : IEquatable<Result<T>>
{
    public readonly bool IsSuccess;

    public readonly T Value;

    public readonly Exception Exception;

    public Result(T value) => (IsSuccess, Value, Exception) = (true, value, null!);

    public Result(Exception exception) => (IsSuccess, Value, Exception) = (false, default!, exception);

    public static bool operator ==(Result<T> left, Result<T> right) => left.Equals(right);

    public static bool operator !=(Result<T> left, Result<T> right) => !left.Equals(right);

    public bool Equals(Result<T> other) =>
        IsSuccess == other.IsSuccess && EqualityComparer<T>.Default.Equals(Value, other.Value) &&
        Equals(Exception, other.Exception);

    public override bool Equals(object? obj) => obj is Result<T> other && Equals(other);

    public override int GetHashCode() => IsSuccess ? HashCode.Combine(Value) : HashCode.Combine(Exception);

    public override string ToString() => IsSuccess ? $"Success ({Value})" : $"Failure ({Exception})";
}

/// <summary>Makes results.</summary>
public static class Result
{
    public static Result<T> Success<T>(T value) => new(value);

    public static Result<T> Failure<T>(Exception exception) => new(exception);

    /// <param name="task">A task that is completed.</param>
    public static Result<T> FromTask<T>(Task<T> task) =>
        task.IsCompletedSuccessfully
            ? Success(task.Result)
            : Failure<T>(task.Exception ?? (Exception)new TaskCanceledException(task));

    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return Success(func());
        }
        catch (Exception error)
        {
            return Failure<T>(error);
        }
    }
}

/// <summary>As <see cref="Result{T}"/>, with ways to recover.</summary>
public class Try<T>
{
    public Try(T success) => (IsSuccess, Success) = (true, Option<T>.Create(success));

    public Try(Exception failure) => Failure = Option<Exception>.Create(failure);

    public bool IsSuccess { get; }

    public Option<T> Success { get; }

    public Option<Exception> Failure { get; }

    public static implicit operator Try<T>(T value) => new(value);

    public static Try<T> From(Func<T> func)
    {
        try
        {
            return new Try<T>(func());
        }
        catch (Exception error)
        {
            return new Try<T>(error);
        }
    }

    /// <summary>The value; throws the failure if there is none.</summary>
    public T Get()
    {
        if (!IsSuccess) ExceptionDispatchInfo.Throw(Failure.Value);
        return Success.Value;
    }

    public Try<T> OrElse(Try<T> @default) => IsSuccess ? this : @default;

    public Try<T> GetOrElse(Func<T> fallback) => IsSuccess ? this : From(fallback);

    public Try<T> Recover(Action<Exception> failureHandler)
    {
        if (IsSuccess) return this;
        try
        {
            failureHandler(Failure.Value);
            return this;
        }
        catch (Exception error)
        {
            return new Try<T>(error);
        }
    }

    public Try<T> RecoverWith(Func<Exception, Try<T>> failureHandler)
    {
        if (IsSuccess) return this;
        try
        {
            return failureHandler(Failure.Value);
        }
        catch (Exception error)
        {
            return new Try<T>(error);
        }
    }
}
