using Overtone.Data.Downloads;

namespace Overtone.Data;

/// <summary>
/// Downloads published data sets into a data root. A set appears there only when it is complete and its content has been checked;
/// a failure leaves nothing behind.
/// </summary>
/// <remarks>
/// Source: MNIST from its mirrors at ossci-datasets (PyTorch) and cvdf-datasets (Google), CIFAR-10 from its authors' page.
/// </remarks>
public static class DataDownload
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>The sets that can be downloaded.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. DownloadRecipe.All.Select(recipe => recipe.Name)];

    /// <summary>Downloads a set, unless it is already there and passes its checks.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="root">The data root to put its folder into; made if missing.</param>
    /// <param name="baseAddress">
    /// A folder with the same files, on another server or (a <c>file:</c> address) on this machine, instead of the official ones; null for
    /// those.
    /// </param>
    /// <param name="progress">Told about the bytes received of each file.</param>
    /// <param name="cancellation">Ends the download; nothing stays.</param>
    /// <returns>The folder that now holds the set.</returns>
    /// <exception cref="ArgumentException">There is no download of this name.</exception>
    /// <exception cref="DataDownloadException">
    /// No address delivered the right data, or something else is in the way; the message has the reasons.
    /// </exception>
    /// <exception cref="IOException">The root cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static string Get(
        string name,
        string root,
        Uri? baseAddress = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var recipe = DownloadRecipe.All.FirstOrDefault(recipe => recipe.Name == name)
            ?? throw new ArgumentException($"There is no download called \"{name}\", only {string.Join(" and ", Names)}.", nameof(name));
        return Get(baseAddress is null ? recipe : recipe with { Addresses = [baseAddress] }, root, Silence, progress, cancellation);
    }

    internal static string Get(
        DownloadRecipe recipe,
        string root,
        TimeSpan silence,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        var target = Path.Combine(root, recipe.Folder);
        if (Path.Exists(target))
        {
            return AlreadyThere(recipe, target, cancellation);
        }

        var isNewRoot = !Directory.Exists(root);
        Directory.CreateDirectory(root);
        var faults = new List<Exception>();
        foreach (var address in recipe.Addresses)
        {
            var partial = Path.Combine(root, $".{recipe.Folder}.{Guid.NewGuid():N}.part");
            try
            {
                Directory.CreateDirectory(partial);
                Directory.Move(Prepare(recipe, address, partial, new HttpFile(silence), progress, cancellation), target);
                return target;
            }
            catch (Exception fault) when (fault is DataDownloadException or DataFormatException)
            {
                faults.Add(fault);
            }
            finally
            {
                RemovePartial(partial, isNewRoot ? root : null);
            }
        }

        throw new DataDownloadException(recipe.Name, string.Join(Environment.NewLine, faults.Select(fault => fault.Message)), faults[^1]);
    }

    private static string AlreadyThere(DownloadRecipe recipe, string target, CancellationToken cancellation) =>
        Array.Find([.. recipe.Check(target, cancellation)], check => !check.IsPassed) is { } failed
            ? throw new DataDownloadException(recipe.Name, $"{target} already exists and is not the data set ({failed}); remove it first")
            : target;

    /// <summary>Fetches, unpacks and checks; returns the folder that is ready to be moved into place.</summary>
    private static string Prepare(
        DownloadRecipe recipe,
        Uri address,
        string partial,
        HttpFile http,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        var slashed = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        foreach (var file in recipe.Files)
        {
            http.Fetch(new Uri(slashed, file.Name), file, Path.Combine(partial, file.Name), progress, cancellation);
        }

        var ready = partial;
        if (recipe.ArchiveLimit is { } limit)
        {
            var unpacked = Path.Combine(partial, "unpacked");
            TarArchive.Extract(Path.Combine(partial, recipe.Files[0].Name), unpacked, limit, cancellation);
            ready = Path.Combine(unpacked, recipe.Folder);
        }

        return Array.Find([.. recipe.Check(ready, cancellation)], check => !check.IsPassed) is { } failed
            ? throw new DataDownloadException(slashed.ToString(), failed.ToString())
            : ready;
    }

    private static void RemovePartial(string partial, string? newRoot)
    {
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        // A root that only this download made goes too, if nothing came of it.
        if (newRoot is not null && Directory.Exists(newRoot) && !Directory.EnumerateFileSystemEntries(newRoot).Any())
        {
            Directory.Delete(newRoot);
        }
    }
}
