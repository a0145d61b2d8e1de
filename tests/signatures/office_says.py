"""Ask LibreOffice what it makes of the signatures of Word files. Run with the Python that LibreOffice knows.

Arguments: the name of the pipe on which LibreOffice listens, then the files. Prints a list as JSON: for each file whether
each of its signatures is valid.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.embed.ElementModes import READ


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def signatures(context, path):
    manager = context.ServiceManager
    files = manager.createInstanceWithContext("com.sun.star.ucb.SimpleFileAccess", context)
    stream = files.openFileRead(uno.systemPathToFileUrl(path))
    form = PropertyValue()
    form.Name, form.Value = "StorageFormat", "ZipFormat"
    factory = manager.createInstanceWithContext("com.sun.star.embed.StorageFactory", context)
    properties = uno.Any("[]com.sun.star.beans.PropertyValue", (form,))
    storage = uno.invoke(factory, "createInstanceWithArguments", ((stream, READ, properties),))
    service = "com.sun.star.security.DocumentDigitalSignatures"
    checker = manager.createInstanceWithArgumentsAndContext(service, ("1.2", True), context)
    return [each.SignatureIsValid for each in checker.verifyDocumentContentSignatures(storage, None)]


if __name__ == "__main__":
    office = connected(sys.argv[1])
    print(json.dumps([signatures(office, path) for path in sys.argv[2:]]))
    office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office).terminate()
