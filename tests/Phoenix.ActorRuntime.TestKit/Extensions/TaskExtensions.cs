using System.Globalization;
using Xunit.Sdk;

namespace Akka.TestKit.Extensions;

/// <summary>Tasks that a test does not wait for without end.</summary>
public static class TaskExtensions
{
    /// <summary>Waits for the task.</summary>
    /// <returns>Whether it completed in time; if it failed, its exception is thrown.</returns>
    public static async Task<bool> AwaitWithTimeout(
        this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(parentTask, Task.Delay(timeout, limit.Token));
        await limit.CancelAsync();
        if (first != parentTask)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }

        await parentTask;
        return true;
    }

    /// <summary>The result of the task.</summary>
    /// <exception cref="TaskCanceledException">It did not come in time.</exception>
    public static async Task<T> WithTimeout<T>(
        this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (await parentTask.AwaitWithTimeout(timeout, cancellationToken)) return await parentTask;
        throw new TaskCanceledException($"Task timed out after {timeout.TotalSeconds} seconds");
    }

    /// <summary>The task completes in time, and with this result.</summary>
    public static async Task ShouldCompleteWithin<T>(
        this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var result = await task.ShouldCompleteWithin(timeout, because, becauseArgs);
        if (EqualityComparer<T>.Default.Equals(expected, result)) return;
        throw new XunitException(
            $"Expected the task to complete with {Show(expected)}{Because(because, becauseArgs)}, " +
            $"but the result is {Show(result)}.");
    }

    /// <summary>The task completes in time.</summary>
    /// <returns>Its result.</returns>
    public static async Task<T> ShouldCompleteWithin<T>(
        this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs);
        return await task;
    }

    public static async Task ShouldCompleteWithin(
        this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (await task.AwaitWithTimeout(timeout)) return;
        throw new XunitException(
            $"Expected the task to complete within {timeout}{Because(because, becauseArgs)}, but it did not.");
    }

    /// <summary>The task fails in time, with an exception of this type and message.</summary>
    public static async Task ShouldThrowWithin<T>(
        this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var thrown = await task.ShouldThrowWithin<T>(timeout, because, becauseArgs);
        if (thrown.GetType() == expected.GetType() && thrown.Message == expected.Message) return;
        throw new XunitException(
            $"Expected the task to throw {expected}{Because(because, becauseArgs)}, but it threw {thrown}.");
    }

    /// <summary>The task fails in time, with an exception of this type.</summary>
    /// <returns>The exception.</returns>
    public static async Task<T> ShouldThrowWithin<T>(
        this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var wanted = $"Expected the task to throw <{typeof(T)}> within {timeout}{Because(because, becauseArgs)}";
        try
        {
            var completed = await task.AwaitWithTimeout(timeout);
            throw new XunitException(completed ? wanted + ", but it succeeded." : wanted + ", but it did not end.");
        }
        catch (T thrown) when (thrown is not XunitException)
        {
            return thrown;
        }
        catch (Exception other) when (other is not XunitException)
        {
            throw new XunitException($"{wanted}, but it threw {other}.", other);
        }
    }

    private static string Show<T>(T value) => value?.ToString() ?? "null";

    private static string Because(string because, object[] arguments) => string.IsNullOrEmpty(because)
        ? string.Empty
        : " because " + string.Format(CultureInfo.InvariantCulture, because, arguments);
}
