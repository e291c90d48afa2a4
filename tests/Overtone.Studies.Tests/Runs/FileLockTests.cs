using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_is_held_by_one_at_a_time()
    {
        string path = _folder["a.lock"];
        using (FileLock? held = FileLock.TryTake(path))
        {
            Assert.NotNull(held);
            Assert.Null(FileLock.TryTake(path));
        }

        using FileLock? again = FileLock.TryTake(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void Whatever_else_is_wrong_is_an_error_and_not_a_lock_that_is_held()
    {
        Directory.CreateDirectory(_folder["folder.lock"]);
        Assert.ThrowsAny<Exception>(() => FileLock.TryTake(_folder["folder.lock"]));
        Assert.Throws<DirectoryNotFoundException>(() => FileLock.TryTake(_folder["nowhere/a.lock"]));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");

        // A file system on which nothing can be written, and a device that is always full.
        Assert.ThrowsAny<IOException>(() => FileLock.TryTake("/proc/overtone.lock"));
    }
}
